import { Temporal } from 'temporal-polyfill'

/** The zone's canonical name, or null when there is no such zone. */
export function canonicalZone(typed: string): string | null {
  // TRICKY: offsets such as "+02:00" are accepted by Intl, but days of such a "zone" follow no place's clock changes.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(typed)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** An instant on the wall clock of a zone. */
export const zoned = (ms: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)

/** First instant of a date in a zone; not always 00:00, which some clock changes skip. */
export const startOfDay = (date: Temporal.PlainDate, zone: string): number =>
  date.toZonedDateTime(zone).epochMilliseconds

/** Whether a day of the zone begins at this instant. */
export function isStartOfDay(ms: number, zone: string): boolean {
  return zoned(ms, zone).startOfDay().epochMilliseconds === ms
}

/** Moves an instant back by a calendar duration on the zone's wall clock. */
export function shiftBack(ms: number, zone: string, by: Temporal.DurationLike): number {
  return zoned(ms, zone).subtract(by).epochMilliseconds
}

/** ISO 8601 in UTC, without fractions. */
export const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
