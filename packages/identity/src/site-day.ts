import type { SiteDay } from '@lethe/store/ephemeral/port'

const HOUR_MS = 3_600_000
/** No day is longer: 25 h on DST days, 26 h in the one zone that ever moved by two. */
const LONGEST_DAY_MS = 26 * HOUR_MS

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day around `now` in a time zone (IANA name; an unknown one is UTC), found by bisection to the second. */
export function siteDay(now: number, timezone: string): SiteDay {
  const today = dateAt(now, timezone)
  return {
    starts_at: firstSecond(now - LONGEST_DAY_MS, now, (at) => dateAt(at, timezone) >= today),
    ends_at: firstSecond(now, now + LONGEST_DAY_MS, (at) => dateAt(at, timezone) > today),
  }
}

/** First full second in (from, to] for which `is` holds; it must hold at `to`. */
function firstSecond(from: number, to: number, is: (at: number) => boolean): number {
  let low = Math.floor(from / 1000)
  let high = Math.floor(to / 1000)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (is(middle * 1000)) high = middle
    else low = middle
  }
  return high * 1000
}

/** `2026-11-23`; compares as text. */
function dateAt(at: number, timezone: string): string {
  let format = formats.get(timezone)
  if (!format) {
    format = formatOf(timezone)
    formats.set(timezone, format)
  }
  return format.format(at)
}

/** `sv-SE` writes dates as ISO 8601 does. */
function formatOf(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone })
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' })
  }
}
