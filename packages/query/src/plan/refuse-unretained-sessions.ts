import { DIMENSIONS, METRICS } from '@lethe/catalogue'
import { invalid } from '../invalid.ts'
import type { PlanStep } from '../plan.ts'
import { zoned } from '../zone.ts'
import { itemPlaces } from './put-scans.ts'

const DAY = 86_400_000

/** Sessions that contain an item can be told apart only while their ids are kept; an older comparison is left out. */
export const refuseUnretainedSessions: PlanStep = (plan) => {
  const raw = plan.scans.find(({ form }) => form === 'matching_sessions')
  const metric = raw?.metrics[0]
  if (raw === undefined || metric === undefined) return plan
  const oldest = plan.now - plan.sessionIdDays * DAY
  if (plan.period.start < oldest) {
    const earliest = zoned(oldest, plan.period.timezone).toPlainDate().add({ days: 1 }).toString()
    const labels = itemPlaces(plan).map(({ dimension }) => DIMENSIONS[dimension].label)
    const reason = `needs session ids, which are deleted after ${plan.sessionIdDays} days`
    throw invalid(`${METRICS[metric].label} by ${labels[0] ?? 'item'} ${reason}; the earliest start is ${earliest}.`, {
      path: `aggregate.${plan.request.metrics.findIndex(({ name }) => name === metric)}`,
      expected: `a range that starts on ${earliest} or later`,
      got: metric,
    })
  }
  const hasPrevious = plan.previous !== null && plan.previous.start >= oldest
  return { ...plan, scans: plan.scans.map((scan) => (scan === raw ? { ...scan, hasPrevious } : scan)) }
}
