import { expect, it } from 'vitest'
import { COLUMNS } from './columns.ts'
import { rate, VITALS, type VitalName } from './vitals.ts'

it.each(Object.keys(VITALS) as VitalName[])('%s: both thresholds belong to the better rating', (name) => {
  const { good, poor, column } = VITALS[name]
  expect(COLUMNS[column].wire?.on).toBe('vitals')
  expect(rate(name, 0)).toBe('good')
  expect(rate(name, good)).toBe('good')
  expect(rate(name, good + 1)).toBe('needs_improvement')
  expect(rate(name, poor)).toBe('needs_improvement')
  expect(rate(name, poor + 1)).toBe('poor')
})

it('thresholds are those of web.dev', () => {
  const thresholds = Object.entries(VITALS).map(([name, { good, poor }]) => [name, good, poor])
  expect(thresholds).toEqual([
    ['lcp', 2500, 4000],
    ['inp', 200, 500],
    ['cls', 1000, 2500],
    ['fcp', 1800, 3000],
    ['ttfb', 800, 1800],
  ])
})
