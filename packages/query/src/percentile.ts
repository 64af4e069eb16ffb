import { HISTOGRAM_EDGES, type Interval, type Rating, VITALS, type VitalName } from '@lethe/catalogue'

/** One bin: whole values in `(lo, hi]`; `lo` -1 is exactly zero; above the last edge `lo` is that edge. */
export interface Bin {
  readonly lo: number
  /** Samples. */
  readonly n: number
  /** Sum of weights and of squared weights, in millionths. */
  readonly w: number
  readonly w2: number
}

/** Bins of one vital, ascending; stored units (ms, or score times 10,000). */
export interface Histogram {
  readonly vital: VitalName
  readonly bins: readonly Bin[]
}

/** Two-sided 95 %. */
const Z = 1.959964

const upperEdge = new Map(
  (['ms', 'score'] as const).map((unit) => {
    const edges = [-1, ...HISTOGRAM_EDGES[unit]]
    return [unit, new Map(edges.map((lo, at) => [lo, edges[at + 1] ?? null]))] as const
  }),
)
const unitOf = (vital: VitalName) => (VITALS[vital].unit === 'score' ? 'score' : 'ms')
const totalOf = (bins: readonly Bin[], key: 'n' | 'w' | 'w2') => bins.reduce((sum, bin) => sum + bin[key], 0)

/** Independent samples that weighted ones are worth (Kish): `(sum w)^2 / sum w^2`. */
export function effectiveCount({ bins }: Histogram): number {
  const w2 = totalOf(bins, 'w2')
  return w2 === 0 ? 0 : totalOf(bins, 'w') ** 2 / (w2 * 1_000_000)
}

/**
 * The value at or below which a share `q` (0..1) of the weight lies, in stored units, or null without samples. Cumulative
 * weight, then linear inside the bin over the whole values it can hold, so off by less than one bin's width (2 % of the
 * value, CLS 0.0005). In the overflow bin the answer is the last edge: "at least".
 */
export function percentile({ vital, bins }: Histogram, q: number): number | null {
  const target = q * totalOf(bins, 'w')
  let before = 0
  for (const { lo, w } of bins) {
    if (before + w >= target && w > 0) {
      const hi = upperEdge.get(unitOf(vital))?.get(lo) ?? null
      if (hi === null) return lo
      return lo + 1 + ((hi - lo - 1) * Math.max(0, target - before)) / w
    }
    before += w
  }
  return null
}

/**
 * 95 % interval of `percentile(q)` from order statistics: the ranks that a binomial(n_eff, q) count covers. Assumes
 * independent samples. A bound that lies outside of the samples is null: unknown.
 */
export function interval(histogram: Histogram, q: number): Interval {
  const sample_count = totalOf(histogram.bins, 'n')
  const n = effectiveCount(histogram)
  if (n === 0) return { sample_count, low: null, high: null }
  const spread = Z * Math.sqrt((q * (1 - q)) / n)
  const at = (level: number) => (level <= 0 || level >= 1 ? null : percentile(histogram, level))
  return { sample_count, low: at(q - spread), high: at(q + spread) }
}

/** Share of the weight with a rating: exact, because thresholds are edges. Null without samples. */
export function share({ vital, bins }: Histogram, rating: Rating): number | null {
  const total = totalOf(bins, 'w')
  if (total === 0) return null
  const { good, poor } = VITALS[vital]
  const rated = bins.filter(({ lo }) => (lo < good ? 'good' : lo < poor ? 'needs_improvement' : 'poor') === rating)
  return totalOf(rated, 'w') / total
}

/** 95 % Wilson score interval of a share; stays within 0..1 and is sound for shares near the ends. */
export function shareInterval(histogram: Histogram, rating: Rating): Interval {
  const sample_count = totalOf(histogram.bins, 'n')
  const p = share(histogram, rating)
  const n = effectiveCount(histogram)
  if (p === null || n === 0) return { sample_count, low: null, high: null }
  const centre = (p + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n)
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2))
  return { sample_count, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
