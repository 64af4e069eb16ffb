import { HISTOGRAM_EDGES, rate, VITALS, type VitalName } from '@lethe/catalogue'
import { seededRandom } from '@lethe/testkit'
import { describe, expect, test } from 'vitest'
import { effectiveCount, type Histogram, interval, percentile, share, shareInterval } from './percentile.ts'

interface Sample {
  readonly value: number
  readonly weight: number
}

function histogramOf(vital: VitalName, samples: readonly Sample[]): Histogram {
  const edges = HISTOGRAM_EDGES[VITALS[vital].unit === 'score' ? 'score' : 'ms']
  const bins = new Map<number, { lo: number; n: number; w: number; w2: number }>()
  for (const { value, weight } of samples) {
    const lo = lowerEdge(edges, value)
    const bin = bins.get(lo) ?? { lo, n: 0, w: 0, w2: 0 }
    bins.set(lo, { lo, n: bin.n + 1, w: bin.w + weight, w2: bin.w2 + Math.floor((weight * weight) / 1_000_000) })
  }
  return { vital, bins: [...bins.values()].sort((a, b) => a.lo - b.lo) }
}

/** The largest edge below the value, or -1. */
function lowerEdge(edges: readonly number[], value: number): number {
  let [from, to] = [0, edges.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((edges[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return edges[from - 1] ?? -1
}

function exact(samples: readonly Sample[], q: number): number {
  const sorted = samples.toSorted((a, b) => a.value - b.value)
  const target = q * sorted.reduce((sum, { weight }) => sum + weight, 0)
  let before = 0
  for (const { value, weight } of sorted) {
    before += weight
    if (before >= target) return value
  }
  return sorted.at(-1)?.value ?? Number.NaN
}

const one = (value: number): Sample => ({ value, weight: 1_000_000 })
const QUANTILES = [0.5, 0.75, 0.9]

describe('percentile', () => {
  test('nothing, zero, whole small values and the overflow', () => {
    expect(percentile({ vital: 'lcp', bins: [] }, 0.75)).toBeNull()
    expect(percentile(histogramOf('lcp', [one(0), one(0)]), 0.75)).toBe(0)
    expect(percentile(histogramOf('inp', [one(8)]), 0.75)).toBe(8)
    expect(percentile(histogramOf('lcp', [one(59_999), one(600_000)]), 0.99)).toBe(60_000)
  })

  test.each(['lcp', 'inp', 'ttfb', 'cls'] as const)(
    '%s is off by at most 1 percent (CLS 0.0005) where bins hold several samples',
    (vital) => {
      const random = seededRandom(1)
      for (let round = 0; round < 40; round++) {
        const median = vital === 'cls' ? 100 + random.below(1_500) : 100 + random.below(3_000)
        const sigma = 0.3 + 0.5 * random.next()
        const samples = Array.from({ length: 3_000 }, () => ({
          value: Math.min(60_000, Math.round(random.logNormal(median, sigma))),
          weight: random.pick([1_000_000, 2_000_000]),
        }))
        const histogram = histogramOf(vital, samples)
        for (const q of QUANTILES) {
          const truth = exact(samples, q)
          const bound = vital === 'cls' ? Math.max(5, truth * 0.01) : Math.max(1, truth * 0.01)
          expect(Math.abs((percentile(histogram, q) ?? Number.NaN) - truth)).toBeLessThanOrEqual(bound)
        }
      }
    },
  )

  test('on any data it is off by less than its bin is wide: 2 %, CLS 0.0005 or 1 %', () => {
    const random = seededRandom(2)
    for (let round = 0; round < 500; round++) {
      const vital = random.pick(['lcp', 'cls'] as const)
      const samples = Array.from({ length: 1 + random.below(20) }, () => one(random.below(50_000)))
      for (const q of QUANTILES) {
        const truth = exact(samples, q)
        const bound = vital === 'cls' ? Math.max(5, truth * 0.01 + 1) : Math.max(1, truth * 0.02)
        expect(Math.abs((percentile(histogramOf(vital, samples), q) ?? Number.NaN) - truth)).toBeLessThanOrEqual(bound)
      }
    }
  })
})

describe('share', () => {
  test('is exact at the thresholds', () => {
    const random = seededRandom(3)
    for (const vital of Object.keys(VITALS) as VitalName[]) {
      const { good, poor } = VITALS[vital]
      const values = [0, good - 1, good, good + 1, poor - 1, poor, poor + 1, 70_000]
      const samples = Array.from({ length: 200 }, () => one(random.pick(values)))
      for (const rating of ['good', 'needs_improvement', 'poor'] as const) {
        const expected = samples.filter(({ value }) => rate(vital, value) === rating).length / samples.length
        expect(share(histogramOf(vital, samples), rating)).toBeCloseTo(expected, 12)
      }
    }
  })
})

describe('intervals', () => {
  test('weighted samples are worth fewer', () => {
    expect(
      effectiveCount(
        histogramOf(
          'lcp',
          Array.from({ length: 80 }, () => one(5)),
        ),
      ),
    ).toBe(80)
    expect(effectiveCount(histogramOf('lcp', [one(5), { value: 5, weight: 9_000_000 }]))).toBeCloseTo(100 / 82, 9)
  })

  test('a bound outside of the samples is unknown', () => {
    expect(interval(histogramOf('lcp', [one(5), one(6)]), 0.99)).toMatchObject({ sample_count: 2, high: null })
  })

  test.each([
    [60, 0.75, 'equal'],
    [400, 0.75, 'equal'],
    [400, 0.5, 'equal'],
    [800, 0.75, 'mixed'],
  ] as const)('%i samples, q %d, %s weights: the truth lies inside about 95 %% of the time', (size, q, weights) => {
    const random = seededRandom(size * 7 + q * 100)
    const [median, sigma, rounds] = [2_000, 0.6, 600]
    const normalQuantile = q === 0.75 ? 0.67448975 : 0
    const truth = median * Math.exp(sigma * normalQuantile)
    let covered = 0
    for (let round = 0; round < rounds; round++) {
      const samples = Array.from({ length: size }, () => ({
        value: Math.round(random.logNormal(median, sigma)),
        weight: weights === 'equal' ? 1_000_000 : random.pick([1_000_000, 5_000_000]),
      }))
      const { low, high } = interval(histogramOf('lcp', samples), q)
      if ((low ?? 0) <= truth && truth <= (high ?? Number.POSITIVE_INFINITY)) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.925)
    expect(covered / rounds).toBeLessThan(0.975)
  })

  test('shares: the truth lies inside about 95 % of the time', () => {
    const random = seededRandom(11)
    let covered = 0
    for (let round = 0; round < 1_000; round++) {
      const samples = Array.from({ length: 120 }, () => one(random.chance(0.85) ? 100 : 9_000))
      const { low, high } = shareInterval(histogramOf('lcp', samples), 'good')
      if ((low ?? 1) <= 0.85 && 0.85 <= (high ?? 0)) covered++
    }
    expect(covered / 1_000).toBeGreaterThan(0.925)
    expect(covered / 1_000).toBeLessThan(0.98)
  })
})
