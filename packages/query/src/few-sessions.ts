import type { Period } from './period.ts'
import type { Plan } from './plan.ts'
import type { Reader } from './read-scan.ts'
import { conditions } from './request.ts'
import { createBinder } from './sql/binder.ts'
import { compileSessionCount } from './sql/census.ts'
import { compileFilter } from './sql/conditions.ts'

/** A store in which nothing matches. */
const NOTHING: Reader = { query: async () => [] }

/** What may be read for a plan under a threshold. */
export interface Allowed {
  readonly plan: Plan
  readonly store: Reader
  /** The filters leave too few sessions: the answer is that of filters that nothing matches. */
  readonly isTooFew: boolean
}

/** Filters that leave fewer sessions than the threshold find nothing, in this period and the previous one. */
export async function allowedBy(plan: Plan, store: Reader): Promise<Allowed> {
  if (plan.threshold === 0 || conditions(plan.request.filter).length === 0) return { plan, store, isTooFew: false }
  const [isEnough, wasEnough] = await Promise.all([
    hasEnough(plan, store, plan.period),
    plan.previous === null ? false : hasEnough(plan, store, plan.previous),
  ])
  const allowed: Plan = wasEnough ? plan : { ...plan, previous: null, previousBuckets: [] }
  return { plan: allowed, store: isEnough ? store : NOTHING, isTooFew: !isEnough }
}

async function hasEnough(plan: Plan, store: Reader, period: Period): Promise<boolean> {
  const binder = createBinder()
  const { siteId, environment, threshold } = plan
  const { filter } = plan.request
  const subject = { siteId, environment, threshold, period }
  const compiled = [compileFilter(filter, subject, binder) ?? []].flat()
  const sql = compileSessionCount(subject, { filter, compiled }, binder)
  const [row] = await store.query<{ readonly sessions: number }>({ sql, params: binder.params })
  return (row?.sessions ?? 0) >= threshold
}
