import { previousPeriod } from '../period.ts'
import type { PlanStep } from '../plan.ts'

/** With `compare`: the period to compare with, unless it ended before the first pageview ever. */
export const putPreviousPeriod: PlanStep = (plan, { firstPageviewAt }) => {
  if (!plan.request.isCompared) return plan
  const previous = previousPeriod(plan.period)
  return firstPageviewAt !== null && previous.end <= firstPageviewAt ? plan : { ...plan, previous }
}
