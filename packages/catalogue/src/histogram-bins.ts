import { VITALS } from './vitals.ts'

/**
 * Upper bin edges of the one histogram per unit (docs/guides/percentiles.md). Bin `i` holds values in `(edges[i-1], edges[i]]`;
 * bin 0 holds exactly zero; values above the last edge fall into the overflow bin `edges.length`.
 * Integers throughout, so that the same value lands in the same bin on every machine and in SQL.
 */
export type HistogramUnit = 'ms' | 'score'

/** The edges by unit; `score` is CLS times 10,000. */
export const HISTOGRAM_EDGES: Readonly<Record<HistogramUnit, readonly number[]>> = {
  ms: edges({ linearStep: 1, linearTo: 1, ratio: 1.02, max: 60_000, thresholdsOf: 'ms' }),
  score: edges({ linearStep: 5, linearTo: 1000, ratio: 1.01, max: 100_000, thresholdsOf: 'score' }),
}

interface EdgeRule {
  readonly linearStep: number
  readonly linearTo: number
  readonly ratio: number
  readonly max: number
  readonly thresholdsOf: HistogramUnit
}

function edges(rule: EdgeRule): readonly number[] {
  const all = new Set<number>([0])
  for (let edge = rule.linearStep; edge <= rule.linearTo; edge += rule.linearStep) all.add(edge)
  for (let edge: number = rule.linearTo; edge < rule.max; edge = nextEdge(edge, rule.ratio)) all.add(edge)
  all.add(rule.max)
  for (const vital of Object.values(VITALS)) {
    if (vital.unit !== rule.thresholdsOf) continue
    all.add(vital.good)
    all.add(vital.poor)
  }
  return Object.freeze([...all].sort((a, b) => a - b))
}

/** Integer edges cannot grow by less than 1, so the ratio holds from 1 / (ratio - 1) on; below it every integer is a bin. */
function nextEdge(edge: number, ratio: number): number {
  return Math.max(edge + 1, Math.floor(edge * ratio))
}
