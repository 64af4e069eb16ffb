import { DIMENSIONS, METRICS, type MetricName } from '@lethe/catalogue'
import { invalid } from '../invalid.ts'
import type { PlanStep } from '../plan.ts'
import { itemPlaces } from './put-scans.ts'

/** These describe a whole visit, so "of a page" has no meaning that readers would agree on (docs/guides/sessions.md). */
const WHOLE_VISIT: ReadonlySet<MetricName> = new Set(['bounce_rate', 'session_duration_ms'])

/** Bounce and duration exist for entry pages, not for pages. */
export const refusePageSessions: PlanStep = (plan) => {
  const place = itemPlaces(plan).find(({ dimension }) => dimension === 'path')
  const at = plan.request.metrics.findIndex(({ name }) => WHOLE_VISIT.has(name))
  const metric = plan.request.metrics[at]
  if (place === undefined || metric === undefined) return plan
  const label = METRICS[metric.name].label
  throw invalid(`${label} has no meaning by ${DIMENSIONS.path.label}: use ${DIMENSIONS.entry_path.label} instead.`, {
    path: `aggregate.${at}`,
    expected: `entry_path instead of path at ${place.path}, or page_session_count`,
    got: metric.as,
  })
}
