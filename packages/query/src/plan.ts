import type { Aggregate, ItemType, MetricName, TimeBucket, VitalName } from '@lethe/catalogue'
import { type Period, periodOf, type RangedPeriod } from './period.ts'
import { putBuckets } from './plan/put-buckets.ts'
import { putItemTypes } from './plan/put-item-types.ts'
import { putLeadScan } from './plan/put-lead-scan.ts'
import { putPreviousPeriod } from './plan/put-previous-period.ts'
import { putScans } from './plan/put-scans.ts'
import { refuseErrorMetrics } from './plan/refuse-error-metrics.ts'
import { refusePageSessions } from './plan/refuse-page-sessions.ts'
import { refusePartialDays } from './plan/refuse-partial-days.ts'
import { refuseUnretainedSessions } from './plan/refuse-unretained-sessions.ts'
import type { ParsedRequest } from './request.ts'

/**
 * How rows are read for some of the metrics; one statement each.
 * `items`: sums over items. `sessions`: sums over the rows of sessions, by session start. `matching_sessions`: the same sums
 * over whole sessions that contain a matching item, through their ids. `visitor_days`: sums over items, whole days.
 * `histogram`: bins of one vital.
 */
export type ScanForm = 'items' | 'sessions' | 'matching_sessions' | 'visitor_days' | 'histogram'

export interface Scan {
  readonly form: ScanForm
  readonly metrics: readonly MetricName[]
  /** Sums to take; empty for a histogram. */
  readonly aggregates: readonly Aggregate[]
  readonly vital: VitalName | null
  /** Item types that can count, when all metrics name one: the sort key prunes by it. */
  readonly types: readonly ItemType[] | null
  /** False when the previous period cannot be answered any more. */
  readonly hasPrevious: boolean
}

/** Everything compilation needs. Site and period are there from the first step on, so no plan can be without them. */
export interface Plan {
  readonly siteId: number
  readonly environment: string
  readonly request: ParsedRequest
  readonly now: number
  readonly sessionIdDays: number
  readonly period: RangedPeriod
  /** Null without comparison, or when nothing was measured then. */
  readonly previous: Period | null
  readonly bucket: TimeBucket | null
  readonly buckets: readonly number[]
  readonly previousBuckets: readonly number[]
  /** The first one orders and limits the groups; the others are restricted to its groups. */
  readonly scans: readonly Scan[]
}

export interface PlanContext {
  readonly siteId: number
  readonly now: number
  readonly sessionIdDays: number
  /** First pageview of the site, epoch ms, if known. */
  readonly firstPageviewAt: number | null
}

export type PlanStep = (plan: Plan, context: PlanContext) => Plan

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
    period: periodOf(request, context.now),
    previous: null,
    bucket: null,
    buckets: [],
    previousBuckets: [],
    scans: [],
  }
  return PLAN_STEPS.reduce((plan, step) => step(plan, context), first)
}
