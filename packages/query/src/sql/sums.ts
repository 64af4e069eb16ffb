import { type Aggregate, METRICS, type MetricName } from '@lethe/catalogue'
import type { Statement } from '@lethe/store/events/port'
import { aggregateKey } from '../plan/put-scans.ts'
import type { Scan } from '../plan.ts'
import { createBinder } from './binder.ts'
import { clockOf, compileGroup, compileGroupPage, compilePage, compileWhere, type Target } from './target.ts'

/** One row of a sums statement: exact integers, weights in millionths. `n` rows with weights `w` were read. */
export interface SumsRow {
  readonly g?: string | number
  readonly n: number
  readonly w: number
  readonly [sum: `a${number}`]: number
}

/** Sums over rows: items, sessions and visitor days differ only in their clock and conditions. */
export function compileSums(target: Target): Statement {
  const binder = createBinder()
  const { scan, grouping } = target
  const group = compileGroup(grouping, clockOf(scan), binder)
  const sums = scan.aggregates.map((aggregate, at) => `${compileAggregate(aggregate, scan)} AS a${at}`)
  const where = [compileWhere(target, binder), ...compileGroupPage(target, group ?? '', binder)].join('\n  AND ')
  const columns = [...(group === null ? [] : [`${group} AS g`]), ...sums, 'count() AS n', 'sum(weight) AS w']
  const sql = `SELECT ${columns.join(',\n  ')}
FROM events
WHERE ${where}${group === null ? '' : `\nGROUP BY g${having(scan)}`}${compilePage(grouping, orderKeyIn(scan), binder)}`
  return { sql, params: binder.params }
}

/** A value that nothing counts for is not a group. */
export function having(scan: Scan): string {
  return `\nHAVING ${scan.aggregates.map((_, at) => `a${at}`).join(' + ')} > 0`
}

/**
 * Weighted sum of the rows that count; names and values are the catalogue's own. Conditions are factors of 0 or 1: the engine
 * multiplies whole columns at once, in half the time of `sumIf`.
 */
export function compileAggregate({ sum, where }: Aggregate, scan: Pick<Scan, 'types'>): string {
  const tests = Object.entries(where)
    .filter(([column, value]) => !(column === 'type' && scan.types?.length === 1 && scan.types[0] === value))
    .map(([column, value]) => `(${column} = ${typeof value === 'number' ? value : `'${value}'`})`)
  return `sum(${['weight', ...(sum === undefined ? [] : [`events.${sum}`]), ...tests].join(' * ')})`
}

/** A metric of the scan as an expression over the sums, to order groups by. */
export function orderKeyIn(scan: Scan): (metric: MetricName) => string {
  const alias = (aggregate: Aggregate) =>
    `a${scan.aggregates.findIndex((known) => aggregateKey(known) === aggregateKey(aggregate))}`
  return (metric) => {
    const { formula } = METRICS[metric]
    if (formula.form === 'aggregate') return alias(formula)
    if (formula.form !== 'ratio') throw new Error(`${metric} is not made of sums`)
    const ratio = `${alias(formula.of)} / nullIf(${alias(formula.to)}, 0)`
    return formula.complement ? `(1 - ${ratio})` : ratio
  }
}
