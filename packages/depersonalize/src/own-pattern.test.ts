import { expect, it } from 'vitest'
import type { Detector } from './engine/detector.ts'
import { traitsOf } from './engine/traits.ts'
import { ownPattern, patternRefusal } from './own-pattern.ts'

const HINT = { position: 'path', words: [] } as const
const findIn = (detector: Detector, text: string) => detector.find(text, HINT, traitsOf(text))

it.each(['CUST-\\d{4,8}', '(?i)kunde[0-9]+', '[a-z]{2}\\d', 'x|yy'])('takes %s', (pattern) => {
  expect(patternRefusal(pattern)).toBeNull()
})

it.each([
  ['', /not empty/],
  ['a'.repeat(201), /at most 200/],
  ['a(?=b)', /look-ahead/],
  ['(?<!a)b', /look-behind/],
  ['(a)\\1', /back-references/],
  ['(a', /closed/],
  ['*a', /follow/],
  ['(?:(?:a{0,30}b{0,30}){30}){1}', /costly/],
  ['a*', /empty text/],
])('refuses %s and says why', (pattern, reason) => {
  expect(patternRefusal(pattern)).toMatch(reason)
})

it('finds every match, left to right', () => {
  expect(findIn(ownPattern('CUST-\\d+'), 'CUST-12 and CUST-345')).toEqual([
    { start: 0, end: 7 },
    { start: 12, end: 20 },
  ])
  expect(findIn(ownPattern('(a'), '(a')).toEqual([])
})

it('stays linear where a backtracking engine does not', () => {
  const pattern = ownPattern('(?:a+)+$')
  const costOf = (length: number) => {
    const started = performance.now()
    findIn(pattern, `${'a'.repeat(length)}!`)
    return performance.now() - started
  }
  costOf(1_000)
  // A backtracking engine would need 2^1000 steps; the bound only tells it from that.
  expect(costOf(1_000)).toBeLessThan(2_000)
})
