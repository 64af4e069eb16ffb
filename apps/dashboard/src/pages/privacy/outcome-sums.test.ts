import { expect, test } from 'vitest'
import { reasonWords, sumOutcomes } from './outcome-sums.ts'

const hour = '2026-03-01T00:00:00.000Z'

test('hours are put together, accepted first, then by frequency', () => {
  const sums = sumOutcomes([
    { hour, outcome: 'filtered', reason: 'localhost', count: 1 },
    { hour, outcome: 'filtered', reason: 'bot', count: 2 },
    { hour, outcome: 'accepted', reason: 'accepted', count: 1 },
    { hour, outcome: 'filtered', reason: 'bot', count: 3 },
  ])
  expect(sums.map(({ reason, count }) => [reason, count])).toEqual([
    ['accepted', 1],
    ['bot', 5],
    ['localhost', 1],
  ])
  expect(sums[1]?.meaning).toContain('automated')
})

test('reasons read as words', () => {
  expect(reasonWords('origin_not_allowed')).toBe('Origin not allowed')
})
