import type { Aggregate, ItemType, MetricName, TimeBucket, VitalName } from '@lethe/catalogue'
import type { Period, RangedPeriod } from './period.ts'
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
  /** Fewest sessions of a value that is shown; 0 shows all. */
  readonly threshold: number
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
  /** The site's; 0 and 1 hide nothing. */
  readonly threshold?: number
  /** First pageview of the site, epoch ms, if known. */
  readonly firstPageviewAt: number | null
}

export type PlanStep = (plan: Plan, context: PlanContext) => Plan
