import { HISTOGRAM_EDGES, METRICS, type MetricName, VITALS, type VitalName } from '@lethe/catalogue'
import type { Statement } from '@lethe/store/events/port'
import { createBinder } from './binder.ts'
import { clockOf, compileGroup, compileGroupPage, compilePage, compileWhere, type Target } from './target.ts'

/** Bins of one group, as parallel lists: lower edge (-1 for exactly zero), samples, sum of weights, sum of squared weights. */
export interface HistogramRow {
  readonly g?: string | number
  readonly los: readonly number[]
  readonly ns: readonly number[]
  readonly ws: readonly number[]
  readonly w2s: readonly number[]
}

/** Lower edges of the bins; -1 stands for "exactly zero", so that `roundDown(x - 1)` names the bin of every whole x. */
export const lowerEdges = (vital: VitalName): readonly number[] => [
  -1,
  ...HISTOGRAM_EDGES[VITALS[vital].unit === 'score' ? 'score' : 'ms'],
]

/**
 * The bins of a vital per group. Without groups, values are counted as they are first, so that the edges are searched once per
 * distinct value; with groups, nearly every value is distinct and that would cost more.
 * Squared weights are kept in millionths too: as they are they would overflow 64 bits within thousands of sampled rows.
 */
export function compileHistogram(target: Target & { readonly vital: VitalName }): Statement {
  const binder = createBinder()
  const { vital, grouping, scan } = target
  const { column } = VITALS[vital]
  const group = compileGroup(grouping, clockOf(scan), binder)
  const g = group === null ? '' : 'g, '
  const lo = (value: string) => `roundDown(toInt32(${value}) - 1, [${lowerEdges(vital).join(', ')}]) AS lo`
  const conditions = [
    compileWhere(target, binder),
    `${column} IS NOT NULL`,
    ...compileGroupPage(target, group ?? '', binder),
  ]
  const counts = 'count() AS n, sum(weight) AS w, sum(intDiv(weight * weight, 1000000)) AS w2'
  const rows = `FROM events\n  WHERE ${conditions.join('\n    AND ')}`
  const bins =
    group === null
      ? `SELECT ${lo('x')}, sum(n) AS bin_n, sum(w) AS bin_w, sum(w2) AS bin_w2
  FROM (SELECT assumeNotNull(${column}) AS x, ${counts}
  ${rows}
  GROUP BY x)
  GROUP BY lo`
      : `SELECT ${group} AS g, ${lo(`assumeNotNull(${column})`)}, ${counts.replaceAll(' AS ', ' AS bin_')}
  ${rows}
  GROUP BY g, lo`
  const sql = `SELECT ${g}groupArray(lo) AS los, groupArray(bin_n) AS ns, groupArray(bin_w) AS ws, groupArray(bin_w2) AS w2s
FROM (
  ${bins}
)${group === null ? '' : '\nGROUP BY g'}${compilePage(grouping, (metric) => orderKey(metric, vital), binder)}`
  return { sql, params: binder.params }
}

/**
 * The same formula as `percentile()` and `share()`, to rank groups where they are; what is shown comes from those functions.
 * A test holds the two together.
 */
export function orderKey(metric: MetricName, vital: VitalName): string {
  const { formula } = METRICS[metric]
  const { good, poor } = VITALS[vital]
  if (formula.form === 'share') {
    const upTo = (edge: number) => `arraySum((w, lo) -> if(lo < ${edge}, w, 0), ws, los)`
    const part = {
      good: upTo(good),
      needs_improvement: `(${upTo(poor)} - ${upTo(good)})`,
      poor: `(arraySum(ws) - ${upTo(poor)})`,
    }
    return `${part[formula.rating]} / arraySum(ws)`
  }
  if (formula.form !== 'percentile') throw new Error(`${metric} has no histogram`)
  const edges = `[${lowerEdges(vital).join(', ')}]`
  return `arrayMap((lo, hi, w, before, target) -> if(hi = 0, toFloat64(greatest(lo, 0)), lo + 1 + (hi - lo - 1) * (target - before) / w),
${quantileBin(formula.q, edges)})[1]`
}

function quantileBin(q: number, edges: string): string {
  const los = 'arraySort(los)'
  const ws = 'arraySort((w, lo) -> lo, ws, los)'
  const cumulative = `arrayCumSum(${ws})`
  const target = `(${q} * arraySum(ws))`
  const at = `arrayFirstIndex(c -> c >= ${target}, ${cumulative})`
  const lo = `${los}[${at}]`
  return `  [${lo}], [${edges}[indexOf(${edges}, ${lo}) + 1]], [${ws}[${at}]], [${cumulative}[${at}] - ${ws}[${at}]], [${target}]`
}
