import { expect, it } from 'vitest'
import { readValue } from './read-event.ts'

const MOST = 99_999_999_999_999

it.each([
  [19.99, 19.99],
  [-5, -5],
  [0, 0],
  [1e30, MOST],
  [-1e30, -MOST],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  ['5', null],
])('an amount of %j is %j, which the store can hold', (sent, value) => {
  expect(readValue(sent)).toBe(value)
})
