import { METRICS, type MetricName } from '@lethe/catalogue'
import { expect } from 'vitest'

/** A finished figure against an unrounded reference; the text begins with the metric's name. */
export function expectEqual(actual: unknown, expected: number | null, about: string) {
  if (expected === null) return expect(actual, about).toBeNull()
  const metric = about.split(' ')[0] as MetricName
  const { unit, formula } = METRICS[metric]
  if (formula.form === 'aggregate') return expect(actual, about).toBe(Math.round(Number(expected.toFixed(4))))
  const digits = formula.form === 'percentile' ? (unit === 'score' ? 5 : 1) : 9
  expect(Math.abs(Number(actual) - expected), `${about}: ${actual} is not ${expected}`).toBeLessThan(
    10 ** -digits * Math.max(1, formula.form === 'ratio' ? expected : 1),
  )
}
