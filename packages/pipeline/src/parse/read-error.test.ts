import { expect, it } from 'vitest'
import { readError } from './read-error.ts'

it.each([
  [undefined, 1],
  [0, 1],
  [-3, 1],
  [7, 7],
  [1e12, 10_000],
  ['9', 1],
])('an error that happened %j times counts as %j', (count, counted) => {
  expect(readError({ count }).count).toBe(counted)
})

it('names what has no name, and believes a position only so far', () => {
  expect(readError({ line: 1e12, colno: -1 })).toMatchObject({ type: 'Error', line: 9_999_999, column: 0 })
})
