import { type Aggregate, DIMENSIONS, METRICS, type MetricName } from '@lethe/catalogue'
import type { Plan, PlanStep, Scan, ScanForm } from '../plan.ts'
import { conditions } from '../request.ts'

/** Sorts the metrics by how their rows must be read: one scan per grain, and one per vital. */
export const putScans: PlanStep = (plan) => {
  const scans = new Map<string, Scan>()
  for (const { name } of plan.request.metrics) {
    const { formula } = METRICS[name]
    const form = formOf(plan, name)
    const vital = 'vital' in formula ? formula.vital : null
    const key = `${form}/${vital ?? ''}`
    const scan = scans.get(key) ?? { form, vital, metrics: [], aggregates: [], types: null, hasPrevious: true }
    scans.set(key, {
      ...scan,
      metrics: [...scan.metrics.filter((other) => other !== name), name],
      aggregates: withAggregates(scan.aggregates, aggregatesOf(name)),
    })
  }
  return { ...plan, scans: [...scans.values()] }
}

function formOf(plan: Plan, name: MetricName): ScanForm {
  const { formula, grain } = METRICS[name]
  if (formula.form === 'percentile' || formula.form === 'share') return 'histogram'
  if (grain === 'visitor_day') return 'visitor_days'
  if (grain === 'item') return 'items'
  return itemPlaces(plan).length > 0 ? 'matching_sessions' : 'sessions'
}

/** Where the request mentions an item-scoped dimension: path in the request and the dimension. */
export function itemPlaces({ request }: Plan) {
  const places = conditions(request.filter).map(({ dimension, path }) => ({ dimension, path }))
  if (request.groupBy) places.push({ dimension: request.groupBy.name, path: 'group_by' })
  return places.filter(({ dimension }) => DIMENSIONS[dimension].scope === 'item')
}

/** The sums a metric is made of. */
export function aggregatesOf(name: MetricName): readonly Aggregate[] {
  const { formula } = METRICS[name]
  if (formula.form === 'aggregate') return [formula]
  return formula.form === 'ratio' ? [formula.of, formula.to] : []
}

/** Equal sums are taken once. */
export const aggregateKey = (aggregate: Aggregate): string => JSON.stringify([aggregate.sum ?? '', aggregate.where])

function withAggregates(known: readonly Aggregate[], more: readonly Aggregate[]): readonly Aggregate[] {
  return [...new Map([...known, ...more].map((aggregate) => [aggregateKey(aggregate), aggregate])).values()]
}
