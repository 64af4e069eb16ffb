import { describe, expect, it } from 'vitest'
import { siteDay } from './site-day.ts'

const HOUR = 3_600_000
const iso = (at: number) => new Date(at).toISOString()

describe('siteDay', () => {
  it.each([
    ['2026-11-23T10:00:00Z', 'UTC', '2026-11-23T00:00:00.000Z', 24],
    ['2026-11-23T00:00:00Z', 'UTC', '2026-11-23T00:00:00.000Z', 24],
    ['2026-11-22T23:59:59.999Z', 'UTC', '2026-11-22T00:00:00.000Z', 24],
    ['2026-11-23T18:14:59Z', 'Asia/Kathmandu', '2026-11-22T18:15:00.000Z', 24],
    ['2026-11-23T18:15:00Z', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z', 24],
    ['2026-03-29T12:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23],
    ['2026-10-25T12:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
    ['2026-04-05T00:00:00Z', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
    // Clocks go forward at midnight: the day begins at 01:00.
    ['2026-04-24T12:00:00Z', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', 23],
    ['2026-11-23T10:00:00Z', 'Mars/Olympus', '2026-11-23T00:00:00.000Z', 24],
  ])('%s in %s began at %s and has %d hours', (now, timezone, starts, hours) => {
    const day = siteDay(Date.parse(now), timezone)
    expect(iso(day.starts_at)).toBe(starts)
    expect((day.ends_at - day.starts_at) / HOUR).toBe(hours)
  })

  it('leaves no gap between days, all year', () => {
    for (const timezone of ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Africa/Cairo', 'Pacific/Apia']) {
      let day = siteDay(Date.parse('2026-01-01T12:00:00Z'), timezone)
      for (let count = 0; count < 365; count++) {
        const next = siteDay(day.ends_at, timezone)
        expect(next.starts_at).toBe(day.ends_at)
        day = next
      }
    }
  })
})
