import type { Statement } from '@lethe/store/events/port'
import type { Period } from './period.ts'
import type { Plan, Scan } from './plan.ts'
import { compileHistogram } from './sql/histogram.ts'
import { compileMatchingSessions } from './sql/matching-sessions.ts'
import { compileSums } from './sql/sums.ts'
import type { Grouping, Target } from './sql/target.ts'

export interface Reading {
  readonly scan: Scan
  readonly period: Period
  readonly grouping: Grouping
}

export function targetOf(plan: Plan, { scan, period, grouping }: Reading): Target {
  const { siteId, environment, threshold } = plan
  return { siteId, environment, threshold, period, filter: plan.request.filter, scan, grouping }
}

/** One scan of a plan as SQL with bound parameters. */
export function compileReading(plan: Plan, { scan, period, grouping }: Reading): Statement {
  const target = targetOf(plan, { scan, period, grouping })
  if (scan.vital !== null) return compileHistogram({ ...target, vital: scan.vital })
  return scan.form === 'matching_sessions' ? compileMatchingSessions(target) : compileSums(target)
}
