import { AppError, TIME_RANGES, type TimeRange } from '@lethe/catalogue'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketStarts } from './buckets.ts'
import { parseRequest } from './parse.ts'
import { periodOf, previousPeriod } from './period.ts'
import { iso, zoned } from './zone.ts'

const ask = (time: TimeRange, now: string, timezone: string, extra: object = {}) => {
  const request = parseRequest(
    { site: 's', kind: 'timeseries', aggregate: ['pageview_count'], time, ...extra },
    timezone,
  )
  return periodOf(request, Date.parse(now))
}
const span = ({ start, end }: { start: number; end: number }) => [iso(start), iso(end)]
const hours = ({ start, end }: { start: number; end: number }) => (end - start) / 3_600_000

describe('periodOf', () => {
  test.each<[TimeRange, string, string]>([
    ['1h', '2026-07-15T09:05:00Z', '2026-07-15T10:05:00Z'],
    ['24h', '2026-07-14T10:05:00Z', '2026-07-15T10:05:00Z'],
    ['today', '2026-07-14T22:00:00Z', '2026-07-15T10:05:00Z'],
    ['yesterday', '2026-07-13T22:00:00Z', '2026-07-14T22:00:00Z'],
    ['7d', '2026-07-08T22:00:00Z', '2026-07-15T10:05:00Z'],
    ['4w', '2026-06-17T22:00:00Z', '2026-07-15T10:05:00Z'],
    ['mtd', '2026-06-30T22:00:00Z', '2026-07-15T10:05:00Z'],
    ['3m', '2026-04-15T22:00:00Z', '2026-07-15T10:05:00Z'],
    ['ytd', '2025-12-31T23:00:00Z', '2026-07-15T10:05:00Z'],
  ])('%s in Berlin', (range, start, end) => {
    expect(span(ask(range, '2026-07-15T10:04:30Z', 'Europe/Berlin'))).toEqual([start, end])
  })

  test('a day lasts 23 hours when clocks go forward and 25 when they go back', () => {
    expect(hours(ask('yesterday', '2026-03-30T10:00:00Z', 'Europe/Berlin'))).toBe(23)
    expect(hours(ask('yesterday', '2026-10-26T10:00:00Z', 'Europe/Berlin'))).toBe(25)
    expect(hours(ask('yesterday', '2026-10-05T10:00:00Z', 'Australia/Lord_Howe'))).toBe(23.5)
    expect(hours(ask('yesterday', '2026-04-06T10:00:00Z', 'Australia/Lord_Howe'))).toBe(24.5)
  })

  test('Kathmandu begins its day at 18:15 UTC', () => {
    expect(span(ask('today', '2026-07-15T20:00:00Z', 'Asia/Kathmandu'))[0]).toBe('2026-07-15T18:15:00Z')
  })

  test('a day may begin later than 00:00', () => {
    // Clocks in Beirut go forward at midnight: 00:00 does not exist on 29 March 2026.
    expect(
      span(ask('custom', '2026-07-15T20:00:00Z', 'Asia/Beirut', { start: '2026-03-29', end: '2026-03-30' })),
    ).toEqual(['2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z'])
  })

  test.each([
    [{ start: '2026-01-02', end: '2026-01-01' }, 'end'],
    [{ start: '2026-01-02' }, 'end'],
    [{ start: 'yesterday', end: '2026-01-01' }, 'start'],
    [{ start: '2010-01-01', end: '2026-01-01' }, 'end'],
    [{ start: '1970-01-01', end: '1970-01-02' }, 'start'],
    [{ start: '2026-02-30', end: '2026-03-01' }, 'start'],
  ])('refuses custom %j at %s', (bounds, path) => {
    const asked = () => ask('custom', '2026-07-15T20:00:00Z', 'UTC', bounds)
    expect(asked).toThrow(AppError)
    expect(asked).toThrow(
      expect.objectContaining({ code: 'invalid_request', details: [expect.objectContaining({ path })] }),
    )
  })
})

describe('previousPeriod', () => {
  const previous = (...asked: Parameters<typeof ask>) => span(previousPeriod(ask(...asked)))

  test('today until 15:00 compares with yesterday until 15:00, also over a clock change', () => {
    expect(previous('today', '2026-03-29T12:59:59Z', 'Europe/Berlin')).toEqual([
      '2026-03-27T23:00:00Z',
      '2026-03-28T14:00:00Z',
    ])
  })
  test('seven days compare with the seven before, cut at the same time', () => {
    expect(previous('7d', '2026-07-15T09:59:00Z', 'UTC')).toEqual(['2026-07-02T00:00:00Z', '2026-07-08T10:00:00Z'])
  })
  test('the month so far compares with the month before, which may be shorter', () => {
    expect(previous('mtd', '2026-03-31T11:59:00Z', 'UTC')).toEqual(['2026-02-01T00:00:00Z', '2026-02-28T12:00:00Z'])
  })
  test('whole custom days stay whole days', () => {
    const bounds = { start: '2026-03-28', end: '2026-03-31' }
    expect(previous('custom', '2026-07-15T20:00:00Z', 'Europe/Berlin', bounds)).toEqual([
      '2026-03-24T23:00:00Z',
      '2026-03-27T23:00:00Z',
    ])
  })
  test('never overlaps the period and is never empty, for any range, zone and time', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC')
    const times = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) })
    const ranges = fc.constantFrom(...TIME_RANGES.filter((range) => range !== 'custom'))
    fc.assert(
      fc.property(ranges, times, zones, (range, now, zone) => {
        const period = ask(range, new Date(now).toISOString(), zone)
        const before = previousPeriod(period)
        expect(before.end).toBeLessThanOrEqual(period.start)
        expect(before.start).toBeLessThan(before.end)
        expect(period.start).toBeLessThan(period.end)
      }),
    )
  })
})

describe('bucketStarts', () => {
  const local = (zone: string, starts: readonly number[]) =>
    starts.map((start) => zoned(start, zone).toPlainTime().toString({ smallestUnit: 'minute' }))

  test('an hour that clocks repeat is two buckets', () => {
    const zone = 'Europe/Berlin'
    const starts = bucketStarts(ask('yesterday', '2026-10-26T10:00:00Z', zone), 'hour')
    expect(starts.length).toBe(25)
    expect(local(zone, starts).slice(0, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00'])
  })
  test('Lord Howe: hours begin at :00 on both sides of a change by 30 minutes', () => {
    const zone = 'Australia/Lord_Howe'
    const forward = bucketStarts(ask('yesterday', '2026-10-05T10:00:00Z', zone), 'hour')
    expect(local(zone, forward).slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00'])
    const back = bucketStarts(ask('yesterday', '2026-04-06T10:00:00Z', zone), 'hour')
    expect(new Set(back.map((start) => zoned(start, zone).minute))).toEqual(new Set([0]))
  })
  test('Kathmandu: hours begin at :15 UTC', () => {
    const starts = bucketStarts(ask('24h', '2026-07-15T20:00:00Z', 'Asia/Kathmandu'), 'hour')
    expect(starts.every((start) => new Date(start).getUTCMinutes() === 15)).toBe(true)
    expect(starts.length).toBe(25)
  })
  test('weeks begin on Monday, months on the first', () => {
    const period = ask('custom', '2026-07-15T20:00:00Z', 'UTC', { start: '2026-01-01', end: '2026-03-01' })
    expect(iso(bucketStarts(period, 'week')[0] ?? 0)).toBe('2025-12-29T00:00:00Z')
    expect(bucketStarts(period, 'month').map(iso)).toEqual(['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'])
  })
  test('too many buckets are refused with one that fits', () => {
    const period = ask('custom', '2026-07-15T20:00:00Z', 'UTC', { start: '2025-01-01', end: '2026-01-01' })
    expect(() => bucketStarts(period, 'hour')).toThrow(
      expect.objectContaining({
        details: [expect.objectContaining({ expected: expect.stringContaining('day fits') })],
      }),
    )
  })
})
