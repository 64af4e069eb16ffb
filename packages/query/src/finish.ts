import { type Aggregate, type Formula, type Interval, METRICS, type MetricName, VITALS } from '@lethe/catalogue'
import { type Histogram, interval, percentile, share, shareInterval } from './percentile.ts'
import { aggregateKey } from './plan/put-scans.ts'
import type { Scan } from './plan.ts'
import type { HistogramRow } from './sql/histogram.ts'
import type { SumsRow } from './sql/sums.ts'

export interface Cell {
  readonly value: number | null
  readonly interval?: Interval
}

/** Finished metrics of one group, and how many rows of which weight they come from. */
export interface Cells {
  readonly group: string | number | null
  readonly metrics: ReadonlyMap<MetricName, Cell>
  readonly rows: number
  readonly weight: number
}

const MILLION = 1_000_000

/** Turns one row of a scan into metrics with units. */
export function finishRow(scan: Scan, row: SumsRow | HistogramRow): Cells {
  const group = row.g ?? null
  if ('los' in row) {
    const histogram = histogramOf(scan, row)
    const cells = scan.metrics.map((name) => [name, histogramCell(METRICS[name].formula, histogram)] as const)
    const total = (key: 'n' | 'w') => histogram.bins.reduce((sum, bin) => sum + bin[key], 0)
    return { group, metrics: new Map(cells), rows: total('n'), weight: total('w') }
  }
  const sumOf = (aggregate: Aggregate) =>
    row[`a${scan.aggregates.findIndex((known) => aggregateKey(known) === aggregateKey(aggregate))}`] ?? 0
  const cells = scan.metrics.map((name) => [name, { value: sumsValue(name, sumOf) }] as const)
  return { group, metrics: new Map(cells), rows: row.n, weight: row.w }
}

/** Metrics of a group without rows: nothing was counted, and no ratio or percentile is known. */
export function emptyCells(scan: Scan, group: string | number | null): Cells {
  const row = scan.vital === null ? { n: 0, w: 0 } : { los: [], ns: [], ws: [], w2s: [] }
  return { ...finishRow(scan, row), group }
}

function sumsValue(name: MetricName, sumOf: (aggregate: Aggregate) => number): number | null {
  const { formula } = METRICS[name]
  if (formula.form === 'aggregate') {
    // Sampled rows stand for several items each, so a count may come out with a fraction.
    return Math.round(sumOf(formula) / MILLION)
  }
  if (formula.form !== 'ratio') return null
  const to = sumOf(formula.to)
  if (to === 0) return null
  const ratio = sumOf(formula.of) / to
  return formula.complement ? 1 - ratio : ratio
}

function histogramOf(scan: Scan, { los, ns, ws, w2s }: HistogramRow): Histogram {
  const bins = los.map((lo, at) => ({ lo, n: ns[at] ?? 0, w: ws[at] ?? 0, w2: w2s[at] ?? 0 }))
  return { vital: scan.vital ?? 'lcp', bins: bins.sort((a, b) => a.lo - b.lo) }
}

function histogramCell(formula: Formula, histogram: Histogram): Cell {
  if (formula.form === 'share') {
    return { value: share(histogram, formula.rating), interval: shareInterval(histogram, formula.rating) }
  }
  if (formula.form !== 'percentile') return { value: null }
  const { low, high, sample_count } = interval(histogram, formula.q)
  const inUnit = (stored: number | null) => toUnit(histogram, stored)
  return {
    value: inUnit(percentile(histogram, formula.q)),
    interval: { sample_count, low: inUnit(low), high: inUnit(high) },
  }
}

/** From stored units to the metric's, rid of digits that mean nothing: 0.01 ms, or 10^-6 of a score. */
function toUnit({ vital }: Histogram, stored: number | null): number | null {
  if (stored === null) return null
  const hundredths = Math.round(stored * 100)
  return VITALS[vital].unit === 'score' ? hundredths / MILLION : hundredths / 100
}
