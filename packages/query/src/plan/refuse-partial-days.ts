import { DIMENSIONS, METRICS } from '@lethe/catalogue'
import { invalid } from '../invalid.ts'
import type { Plan, PlanStep } from '../plan.ts'
import { isStartOfDay } from '../zone.ts'
import { itemPlaces } from './put-scans.ts'

const HINT = 'session_count for parts of days and for filters by page or event'

/** Visitors are known for one day of the site's zone only; a number for anything finer would be a guess. */
export const refusePartialDays: PlanStep = (plan) => {
  const metric = plan.scans.find(({ form }) => form === 'visitor_days')?.metrics[0]
  if (metric === undefined) return plan
  const at = plan.request.metrics.findIndex(({ name }) => name === metric)
  const reason = reasonAgainst(plan)
  if (reason === null) return plan
  throw invalid(`${METRICS[metric].label} exist for whole days of the site's time zone only: ${reason}.`, {
    path: `aggregate.${at}`,
    expected: HINT,
    got: metric,
  })
}

function reasonAgainst(plan: Plan): string | null {
  const { period, request, bucket, now } = plan
  if (period.timezone !== request.siteTimezone) return `the site's zone is ${request.siteTimezone}`
  if (bucket === 'hour' || bucket === 'minute') return `not by ${bucket}`
  const endsWhole = isStartOfDay(period.end, period.timezone) || period.end >= now
  if (!isStartOfDay(period.start, period.timezone) || !endsWhole) return 'the range does not begin and end at midnight'
  const place = itemPlaces(plan)[0]
  return place === undefined ? null : `${DIMENSIONS[place.dimension].label} belongs to single items`
}
