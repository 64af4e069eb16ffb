import type { Calendar } from './truth.ts'

const QUARTER = 15 * 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

function dayOf(at: number, timezone: string): string {
  const format = formats.get(timezone) ?? new Intl.DateTimeFormat('sv', { timeZone: timezone })
  formats.set(timezone, format)
  return format.format(at)
}

/** Where days begin between two instants, found by looking at every quarter of an hour: no zone is finer. */
export function midnightsOf(timezone: string, start: number, end: number): number[] {
  const found: number[] = []
  for (let at = Math.ceil(start / QUARTER) * QUARTER; at <= end; at += QUARTER) {
    if (dayOf(at, timezone) !== dayOf(at - 1, timezone)) found.push(at)
  }
  return found
}

/** Days of the zones between two instants. */
export function openCalendar(timezones: readonly string[], start: number, end: number): Calendar {
  const midnights = new Map(timezones.map((zone) => [zone, midnightsOf(zone, start, end)]))
  return {
    dayOf,
    startOfDay(at, timezone) {
      const found = midnights.get(timezone)?.findLast((midnight) => midnight <= at)
      if (found === undefined) throw new RangeError('outside of the calendar')
      return found
    },
  }
}
