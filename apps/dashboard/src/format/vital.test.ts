import { expect, test } from 'vitest'
import { isEnough, ratingOf, thresholdsOf, vitalOf } from './vital.ts'

test('a layout shift score is rated in the unit the API prints', () => {
  expect([0.1, 0.1001, 0.25, 0.26].map((value) => ratingOf('cls', value))).toEqual([
    'good',
    'needs_improvement',
    'needs_improvement',
    'poor',
  ])
  expect(thresholdsOf('cls')).toEqual({ good: 0.1, poor: 0.25 })
})

test('times are rated in milliseconds', () => {
  expect([2500, 2501, 4001].map((value) => ratingOf('lcp', value))).toEqual(['good', 'needs_improvement', 'poor'])
})

test('fifty samples are enough, forty-nine are not', () => {
  expect([49, 50].map((sample_count) => isEnough({ sample_count, low: 1, high: 2 }))).toEqual([false, true])
  expect(isEnough(undefined)).toBe(false)
})

test('metrics know their vital', () => {
  expect([vitalOf('inp_p75'), vitalOf('cls_poor_share'), vitalOf('pageview_count')]).toEqual(['inp', 'cls', undefined])
})
