import { expect, it } from 'vitest'
import { OUTCOME_NAMES, OUTCOMES, type Outcome } from './outcomes.ts'

it('an item has five fates, and a reason is one only under its own', () => {
  expect(OUTCOME_NAMES).toEqual(['accepted', 'filtered', 'limited', 'invalid', 'failed'])
  const reasons = Object.values(OUTCOMES).flatMap((of) => Object.keys(of))
  expect(new Set(reasons).size).toBe(reasons.length)
})

it('every reason is explained in a sentence', () => {
  const texts = Object.values(OUTCOMES).flatMap((of) => Object.values(of))
  expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([])
})

it('a reason of another outcome is an error at compile time', () => {
  const known: Outcome = 'filtered/bot'
  // @ts-expect-error a bot is filtered, not limited
  const unknown: Outcome = 'limited/bot'
  expect(known).not.toBe(unknown)
})
