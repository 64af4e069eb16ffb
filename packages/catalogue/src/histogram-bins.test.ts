import { describe, expect, it } from 'vitest'
import { HISTOGRAM_EDGES, type HistogramUnit } from './histogram-bins.ts'
import { VITALS } from './vitals.ts'

const UNITS = Object.keys(HISTOGRAM_EDGES) as HistogramUnit[]
const pairs = (unit: HistogramUnit) =>
  HISTOGRAM_EDGES[unit].slice(1).map((high, index) => [HISTOGRAM_EDGES[unit][index] ?? Number.NaN, high] as const)

describe.each(UNITS)('the bin edges of %s', (unit) => {
  it('are whole numbers that ascend from 0', () => {
    expect(HISTOGRAM_EDGES[unit][0]).toBe(0)
    expect(HISTOGRAM_EDGES[unit].filter((edge) => !Number.isInteger(edge))).toEqual([])
    expect(pairs(unit).filter(([low, high]) => low >= high)).toEqual([])
  })

  it('contain every threshold of a rating, so that shares are exact', () => {
    const thresholds = Object.values(VITALS).flatMap((vital) => (vital.unit === unit ? [vital.good, vital.poor] : []))
    expect(thresholds.length).toBeGreaterThan(0)
    for (const threshold of thresholds) expect(HISTOGRAM_EDGES[unit]).toContain(threshold)
  })
})

it('milliseconds: every whole number up to 50, then at most 2 % apart, up to a minute', () => {
  expect(HISTOGRAM_EDGES.ms.slice(0, 51)).toEqual(Array.from({ length: 51 }, (_, edge) => edge))
  expect(pairs('ms').filter(([low, high]) => low >= 50 && high / low > 1.02)).toEqual([])
  expect(HISTOGRAM_EDGES.ms.at(-1)).toBe(60_000)
})

it('layout shift: steps of 0.0005 up to 0.1, then at most 1 % apart', () => {
  expect(pairs('score').filter(([low, high]) => high <= 1_000 && high - low !== 5)).toEqual([])
  expect(pairs('score').filter(([low, high]) => low >= 1_000 && high / low > 1.01)).toEqual([])
})
