import { METRIC_NAMES, METRICS } from '@lethe/catalogue'
import { invalid } from '../invalid.ts'
import type { PlanStep } from '../plan.ts'
import { ERROR_FACTS } from '../request.ts'
import { countsErrors } from '../sql/error-groups.ts'

/** Error groups carry their own facts and sums over errors; any other metric would be zero or a guess. */
export const refuseErrorMetrics: PlanStep = (plan) => {
  if (plan.request.kind !== 'error_groups') return plan
  const at = plan.request.metrics.findIndex(({ name }) => !countsErrors(name))
  const stranger = plan.request.metrics[at]
  if (stranger === undefined) return { ...plan, scans: [] }
  const offered = [...new Set([...ERROR_FACTS, ...METRIC_NAMES.filter(countsErrors)])].join(', ')
  throw invalid(`${METRICS[stranger.name].label}: not known by error group.`, {
    path: `aggregate.${at}`,
    expected: `of error groups: ${offered}`,
    got: stranger.as,
  })
}
