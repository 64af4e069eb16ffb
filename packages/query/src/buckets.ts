import type { TimeBucket } from '@lethe/catalogue'
import type { Temporal } from 'temporal-polyfill'
import { invalid } from './invalid.ts'
import type { Period } from './period.ts'
import { zoned } from './zone.ts'

export const MAX_BUCKETS = 2_000

/** Rough lengths, to refuse a fine bucket before its edges are laid out. */
const LENGTH_MS: Readonly<Record<TimeBucket, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
}

/**
 * Starts of all buckets that touch the period, ascending, epoch ms; the first may lie before the period's start.
 * Hours begin where the zone's wall clock shows :00, days at the first instant of the date, weeks on Monday.
 * The engine is given these edges, so that its own time zone tables can never disagree with ours.
 */
export function bucketStarts(period: Period, bucket: TimeBucket): readonly number[] {
  const { start, end, timezone } = period
  if ((end - start) / LENGTH_MS[bucket] > MAX_BUCKETS) {
    const fitting = (Object.keys(LENGTH_MS) as TimeBucket[]).find((b) => (end - start) / LENGTH_MS[b] <= MAX_BUCKETS)
    const expected = `at most ${MAX_BUCKETS} buckets: ${fitting ?? 'month'} fits`
    throw invalid('Too many buckets.', { path: 'time_bucket', expected, got: bucket })
  }
  const starts: number[] = []
  let at = floorOf(zoned(start, timezone), bucket)
  while (at.epochMilliseconds < end) {
    starts.push(at.epochMilliseconds)
    at = nextOf(at, bucket)
  }
  return starts
}

function floorOf(at: Temporal.ZonedDateTime, bucket: TimeBucket): Temporal.ZonedDateTime {
  if (bucket === 'minute') return at
  if (bucket === 'hour') {
    let hour = at
    while (hour.minute !== 0) hour = hour.subtract({ minutes: hour.minute })
    return hour
  }
  const day = at.startOfDay()
  if (bucket === 'day') return day
  const date = day.toPlainDate()
  const first = bucket === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 })
  return first.toZonedDateTime(day.timeZoneId)
}

function nextOf(at: Temporal.ZonedDateTime, bucket: TimeBucket): Temporal.ZonedDateTime {
  if (bucket === 'minute') return at.add({ minutes: 1 })
  if (bucket === 'hour') {
    // TRICKY: where clocks change by 30 minutes (Lord Howe), an hour of elapsed time does not end at :00.
    let next = at.add({ minutes: 60 - at.minute })
    while (next.minute !== 0) next = next.add({ minutes: 60 - next.minute })
    return next
  }
  const date = at.toPlainDate()
  const step = bucket === 'day' ? { days: 1 } : bucket === 'week' ? { weeks: 1 } : { months: 1 }
  return date.add(step).toZonedDateTime(at.timeZoneId)
}
