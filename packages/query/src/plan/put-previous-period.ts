import { previousPeriod } from '../period.ts'
import type { PlanStep } from '../plan.ts'

/** With `compare`: the period to compare with, unless the site was not yet measured for all of it: growth from there is none. */
export const putPreviousPeriod: PlanStep = (plan, { firstPageviewAt }) => {
  if (!plan.request.isCompared) return plan
  const previous = previousPeriod(plan.period)
  return firstPageviewAt !== null && previous.start < firstPageviewAt ? plan : { ...plan, previous }
}
