import { periodOf } from './period.ts'
import { putBuckets } from './plan/put-buckets.ts'
import { putItemTypes } from './plan/put-item-types.ts'
import { putLeadScan } from './plan/put-lead-scan.ts'
import { putPreviousPeriod } from './plan/put-previous-period.ts'
import { putScans } from './plan/put-scans.ts'
import { refuseErrorMetrics } from './plan/refuse-error-metrics.ts'
import { refusePageSessions } from './plan/refuse-page-sessions.ts'
import { refusePartialDays } from './plan/refuse-partial-days.ts'
import { refuseUnretainedSessions } from './plan/refuse-unretained-sessions.ts'
import type { Plan, PlanContext, PlanStep } from './plan.ts'
import type { ParsedRequest } from './request.ts'

/** Planning, in order. Each step returns a new plan (`put*`) or throws `invalid_request` (`refuse*`). */
export const PLAN_STEPS: readonly PlanStep[] = [
  putPreviousPeriod,
  putBuckets,
  putScans,
  refuseErrorMetrics,
  putItemTypes,
  putLeadScan,
  refusePartialDays,
  refusePageSessions,
  refuseUnretainedSessions,
]

/** From a parsed request to scans, or `invalid_request`. */
export function planQuery(request: ParsedRequest, context: PlanContext): Plan {
  const first: Plan = {
    siteId: context.siteId,
    environment: request.environment,
    request,
    now: context.now,
    sessionIdDays: context.sessionIdDays,
    threshold: (context.threshold ?? 0) < 2 ? 0 : (context.threshold ?? 0),
    period: periodOf(request, context.now),
    previous: null,
    bucket: null,
    buckets: [],
    previousBuckets: [],
    scans: [],
  }
  return PLAN_STEPS.reduce((plan, step) => step(plan, context), first)
}
