import { expect, it } from 'vitest'
import { placesOfNames } from './name-triggers.ts'

const rests = (text: string) => [...placesOfNames(text)].map((at) => text.slice(at))

it.each([
  ['User anna not found', ['anna not found']],
  ['logged in as anna', ['anna']],
  ["Hello, Ann! Customer 'Bob'", ["Ann! Customer 'Bob'", "'Bob'"]],
  ['Użytkownik: jan', ['jan']],
  ['用户 王小明', ['王小明']],
  ['user', []],
  ['/user anna and super-user anna', []],
  ['users2 anna, sent to anna', []],
  ['as in life', []],
])('finds the places in %s', (text, expected) => {
  expect(rests(text)).toEqual(expected)
})
