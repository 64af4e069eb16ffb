import type { Country } from './countries.ts'

const HOUR_MS = 3_600_000
/** Share of a day's visits by local hour: quiet nights, a bump at noon, a peak in the evening. */
const BY_HOUR = [
  1.2, 0.7, 0.4, 0.3, 0.4, 0.8, 1.8, 3.2, 4.4, 5.2, 5.6, 5.8, 6.2, 5.7, 5.4, 5.3, 5.4, 5.9, 6.6, 7.4, 7.8, 7.0, 4.9,
  2.6,
]
/** By local weekday, Sunday first. */
const BY_WEEKDAY = [1.12, 1.0, 0.96, 0.95, 0.93, 0.88, 0.94]
const GROWTH = 0.3

/** One country's part of one hour. */
export interface Slot {
  readonly from: number
  readonly length_ms: number
  readonly country: Country
  /** Relative to the other slots. */
  readonly weight: number
}

/** All slots of the period, in order of time; local hours follow the zone's own rules. */
export function slotsOf(countries: readonly Country[], from: number, to: number): Slot[] {
  const zones = countries.map((country) => ({ country, local: localClock(country.timezone) }))
  const slots: Slot[] = []
  for (let hour = from; hour < to; hour += HOUR_MS) {
    const length_ms = Math.min(HOUR_MS, to - hour)
    const growth = 1 + (GROWTH * (hour - from)) / (to - from)
    for (const { country, local } of zones) {
      const { hour: localHour, weekday } = local(hour)
      const rhythm = (BY_HOUR[localHour] ?? 0) * (BY_WEEKDAY[weekday] ?? 0)
      slots.push({ from: hour, length_ms, country, weight: country.weight * rhythm * growth * (length_ms / HOUR_MS) })
    }
  }
  return slots
}

/** Local hour and weekday of a zone; the offset is looked up once a quarter of a day, since that is slow. */
function localClock(timezone: string) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' })
  let lookedUp = Number.NaN
  let offset = 0
  return (at: number) => {
    const quarter = Math.floor(at / (6 * HOUR_MS))
    if (quarter !== lookedUp) {
      lookedUp = quarter
      offset = offsetOf(format.format(quarter * 6 * HOUR_MS))
    }
    const local = new Date(at + offset)
    return { hour: local.getUTCHours(), weekday: local.getUTCDay() }
  }
}

/** `..., GMT+05:45` is 20,700,000 ms. */
function offsetOf(text: string): number {
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(text)
  if (!found) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000
}
