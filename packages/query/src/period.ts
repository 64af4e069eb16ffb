import { Temporal } from 'temporal-polyfill'
import { invalid } from './invalid.ts'
import type { ParsedRequest } from './request.ts'
import { startOfDay, zoned } from './zone.ts'

/** `[start, end)` in epoch ms, whole minutes. */
export interface Period {
  readonly start: number
  readonly end: number
  readonly timezone: string
}

/** A period and how far back its previous one lies. */
export interface RangedPeriod extends Period {
  readonly length: Temporal.DurationLike
}

const MINUTE = 60_000
const MAX_YEARS = 5
/** Nothing was measured before; and the store's times begin in 1970. */
const EARLIEST = Date.UTC(2000, 0, 1)

/** Turns the request's range into instants. "Until now" ends with the current minute, so that its items count. */
export function periodOf(request: ParsedRequest, now: number): RangedPeriod {
  const { range, timezone } = request
  if (range === 'custom') return customPeriod(request)
  if (request.start !== null || request.end !== null) {
    throw invalid('start and end go with time "custom" only.', { path: 'start', expected: 'nothing', got: range })
  }
  const end = Math.floor(now / MINUTE) * MINUTE + MINUTE
  if (range === '1h' || range === '24h') {
    const hours = range === '1h' ? 1 : 24
    return { start: end - hours * 3_600_000, end, timezone, length: { hours } }
  }
  const today = zoned(now, timezone).toPlainDate()
  const since = (date: Temporal.PlainDate, length: Temporal.DurationLike): RangedPeriod => ({
    start: startOfDay(date, timezone),
    end,
    timezone,
    length,
  })
  if (range === 'today') return since(today, { days: 1 })
  if (range === 'yesterday') {
    return { ...since(today.subtract({ days: 1 }), { days: 1 }), end: startOfDay(today, timezone) }
  }
  if (range === 'mtd') return since(today.with({ day: 1 }), { months: 1 })
  if (range === 'ytd') return since(today.with({ month: 1, day: 1 }), { years: 1 })
  const count = Number.parseInt(range, 10)
  if (range.endsWith('m')) return since(today.subtract({ months: count }).add({ days: 1 }), { months: count })
  const days = range.endsWith('w') ? count * 7 : count
  return since(today.subtract({ days: days - 1 }), { days })
}

/** The same elapsed time, moved back by the whole length of the range on the wall clock; never overlaps the period. */
export function previousPeriod(period: RangedPeriod): Period {
  const { timezone, length } = period
  const start = zoned(period.start, timezone).subtract(length).epochMilliseconds
  const end = Math.min(zoned(period.end, timezone).subtract(length).epochMilliseconds, period.start)
  return { start, end: Math.max(end, start + MINUTE), timezone }
}

function customPeriod({ start, end, timezone }: ParsedRequest): RangedPeriod {
  if (start === null || end === null) {
    const path = start === null ? 'start' : 'end'
    throw invalid('A custom range needs start and end.', { path, expected: 'ISO 8601 date or time' })
  }
  const from = instant(start, timezone, 'start')
  const to = instant(end, timezone, 'end')
  if (to <= from)
    throw invalid('The range ends before it starts.', { path: 'end', expected: 'a time after start', got: end })
  if (from < EARLIEST) throw invalid('Too early.', { path: 'start', expected: '2000-01-01 or later', got: start })
  if (to > zoned(from, timezone).add({ years: MAX_YEARS }).epochMilliseconds) {
    throw invalid('The range is too long.', {
      path: 'end',
      expected: `at most ${MAX_YEARS} years after start`,
      got: end,
    })
  }
  return { start: from, end: to, timezone, length: customLength(from, to, timezone) }
}

/** Whole days stay whole days across clock changes; anything else moves by the time elapsed. */
function customLength(from: number, to: number, timezone: string): Temporal.DurationLike {
  const [first, last] = [zoned(from, timezone), zoned(to, timezone)]
  const isWholeDays = first.startOfDay().equals(first) && last.startOfDay().equals(last)
  if (!isWholeDays) return { milliseconds: to - from }
  return { days: first.toPlainDate().until(last.toPlainDate(), { largestUnit: 'days' }).days }
}

function instant(typed: string, timezone: string, path: 'start' | 'end'): number {
  const expected = 'ISO 8601, e.g. 2026-03-29 or 2026-03-29T10:00:00Z'
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(typed)) return startOfDay(Temporal.PlainDate.from(typed), timezone)
    const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(typed)
    const ms = hasOffset
      ? Temporal.Instant.from(typed).epochMilliseconds
      : Temporal.PlainDateTime.from(typed).toZonedDateTime(timezone).epochMilliseconds
    // The store knows no seconds: a bound inside a minute would cut between items of the same stored time.
    return Math.floor(ms / MINUTE) * MINUTE
  } catch {
    throw invalid('Not a time.', { path, expected, got: typed })
  }
}
