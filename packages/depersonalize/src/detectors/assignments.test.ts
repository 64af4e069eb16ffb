import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { assignmentsIn } from './assignments.ts'

const shown = (text: string) =>
  [...assignmentsIn(text, () => true)].map(({ words, start, end }) => `${words.join(' ')}=${text.slice(start, end)}`)

it.each([
  ['user=ann&next=/a', ['user=ann', 'next=/a']],
  ['{"firstName":"Anna Maria","n":1}', ['first name=Anna Maria', 'n=1']],
  ["error: password='a b'", ['error=password=', 'password=a b']],
  ['x-csrf-token : abc;', ['x csrf token=abc']],
  ['== :: 5=6', []],
  ['name:', []],
  ['', []],
])('reads %s', (text, expected) => {
  expect(shown(text)).toEqual(expected)
})

it('stays within the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('=', ':', 'a', '"', "'", ' ', '\\', '\ud800', 'key')), (parts) => {
      const text = parts.join('')
      for (const { start, end } of assignmentsIn(text, () => true)) {
        expect(start).toBeGreaterThan(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
  )
})
