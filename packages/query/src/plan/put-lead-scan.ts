import type { MetricName } from '@lethe/catalogue'
import { invalid } from '../invalid.ts'
import type { PlanStep } from '../plan.ts'

/** Breakdowns: the scan that knows the ordering metric (or the first metric) comes first; orders may not mix scans. */
export const putLeadScan: PlanStep = (plan) => {
  const { order, metrics } = plan.request
  if (plan.request.groupBy === null) return plan
  const ordering = order.flatMap(({ by }): MetricName[] =>
    typeof by === 'object' && 'metric' in by ? [by.metric] : [],
  )
  const leader = ordering[0] ?? metrics[0]?.name
  const lead = plan.scans.find((scan) => scan.metrics.some((name) => name === leader))
  if (lead === undefined) return plan
  const stranger = ordering.find((name) => !lead.metrics.includes(name))
  if (stranger !== undefined) {
    const expected = `metrics that are counted alike: ${lead.metrics.join(', ')}`
    throw invalid('Cannot order by metrics of different grains.', { path: 'order_by', expected, got: stranger })
  }
  return { ...plan, scans: [lead, ...plan.scans.filter((scan) => scan !== lead)] }
}
