import type { TimeBucket } from '@lethe/catalogue'

const LOCALE = 'en-GB'
const SHORT: Record<TimeBucket, Intl.DateTimeFormatOptions> = {
  minute: { hour: '2-digit', minute: '2-digit' },
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
}
const LONG: Record<TimeBucket, Intl.DateTimeFormatOptions> = {
  minute: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  hour: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  week: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
}

/** Labels of a chart's buckets in the site's time zone: short for the axis, long for the tooltip and the table. */
export function bucketLabels(stamps: readonly string[], bucket: TimeBucket, timezone: string) {
  const short = new Intl.DateTimeFormat(LOCALE, { ...SHORT[bucket], timeZone: timezone })
  const long = new Intl.DateTimeFormat(LOCALE, { ...LONG[bucket], timeZone: timezone })
  return stamps.map((stamp) => {
    const at = new Date(stamp)
    return { short: short.format(at), long: `${bucket === 'week' ? 'Week of ' : ''}${long.format(at)}` }
  })
}

/** A date and time to the minute in the given zone. */
export function formatMoment(iso: string | number, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  }).format(new Date(iso))
}

/** A date in the given zone. */
export function formatDay(at: number, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: timezone }).format(at)
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

/** `3 hr. ago`; `now` in epoch ms. */
export function formatAgo(iso: string, now: number): string {
  const minutes = Math.round((Date.parse(iso) - now) / 60_000)
  if (minutes > -60) return relative.format(Math.min(0, minutes), 'minute')
  if (minutes > -60 * 36) return relative.format(Math.round(minutes / 60), 'hour')
  return relative.format(Math.round(minutes / 1_440), 'day')
}

/** Time zones the browser knows, with its own first. */
export function timezones(): readonly string[] {
  const own = ownTimezone()
  return [own, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own)]
}

export const ownTimezone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
