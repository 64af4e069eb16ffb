import { describe, expect, it } from 'vitest'
import { openItemsToday } from './items-today.ts'

const HOUR = 3_600_000
const SITE = { id: 1, timezone: 'Europe/Berlin', quota_items_per_day: 10 }

function setUp(at: string) {
  let now = Date.parse(at)
  const items = openItemsToday({ now: () => now })
  return { items, moveTo: (next: string) => (now = Date.parse(next)), advance: (ms: number) => (now += ms) }
}

describe('the quota', () => {
  it.each([
    [null, [100, 100]],
    [undefined, [100, 100]],
    [1, [1, 0]],
    [100, [100, 0]],
    [150, [100, 50]],
    [1_000_000_000, [100, 100]],
  ])('of %s grants %j of twice a hundred', (quota_items_per_day, granted) => {
    const { items } = setUp('2026-11-23T10:00:00Z')
    const site = { id: 1, timezone: 'UTC', ...(quota_items_per_day !== undefined && { quota_items_per_day }) }
    expect([items.take(site, 100), items.take(site, 100)]).toEqual(granted)
  })

  it('is that of each site, and a look uses up nothing', () => {
    const { items } = setUp('2026-11-23T10:00:00Z')
    expect(items.take(SITE, 10)).toBe(10)
    expect(items.take({ ...SITE, id: 2 }, 4)).toBe(4)
    expect(items.look({ ...SITE, id: 2 }, 10)).toBe(6)
    expect(items.of({ ...SITE, id: 2 }).item_count).toBe(4)
    expect(items.look(SITE, 1)).toBe(0)
  })

  it('may be set, raised and lowered during the day', () => {
    const { items } = setUp('2026-11-23T10:00:00Z')
    items.take({ ...SITE, quota_items_per_day: null }, 30)
    expect(items.take(SITE, 1)).toBe(0)
    expect(items.take({ ...SITE, quota_items_per_day: 40 }, 100)).toBe(10)
    expect(items.take({ ...SITE, quota_items_per_day: 20 }, 1)).toBe(0)
  })

  it('counts what was stored before, and not what was given back', () => {
    const { items } = setUp('2026-11-23T10:00:00Z')
    items.add(SITE, 7)
    expect(items.take(SITE, 5)).toBe(3)
    items.add(SITE, -2)
    expect(items.take(SITE, 5)).toBe(2)
    items.forget(SITE.id)
    expect(items.of(SITE).item_count).toBe(0)
  })

  it('does not go below nothing when midnight came in between', () => {
    const { items, moveTo } = setUp('2026-11-23T22:59:59Z')
    items.take(SITE, 5)
    moveTo('2026-11-23T23:00:00Z')
    items.add(SITE, -5)
    expect(items.take(SITE, 100)).toBe(10)
  })
})

describe('a day ends at midnight of the zone', () => {
  it.each([
    ['a common day', 'Europe/Berlin', '2026-11-22T23:00:00Z', 24],
    ['clocks go forward', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['clocks go back', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['clocks go back by half an hour', 'Australia/Lord_Howe', '2026-04-04T13:00:00Z', 24.5],
    ['a zone off the hour', 'Asia/Kathmandu', '2026-11-22T18:15:00Z', 24],
  ])('%s', (_what, timezone, midnight, hours) => {
    const { items, advance } = setUp(midnight)
    const site = { ...SITE, timezone }
    expect(items.take(site, 100)).toBe(10)
    advance(hours * HOUR - 1)
    expect(items.take(site, 100)).toBe(0)
    advance(1)
    expect(items.take(site, 100)).toBe(10)
    advance(-1)
    expect(items.take(site, 1)).toBe(1)
  })

  it('goes on to its end when the zone is changed, and follows the new one then', () => {
    const { items, moveTo } = setUp('2026-11-23T10:00:00Z')
    items.take(SITE, 10)
    const moved = { ...SITE, timezone: 'Asia/Kathmandu' }
    moveTo('2026-11-23T18:15:00Z')
    expect(items.take(moved, 1)).toBe(0)
    moveTo('2026-11-23T23:00:00Z')
    expect(items.take(moved, 100)).toBe(10)
    moveTo('2026-11-24T18:15:00Z')
    expect(items.take(moved, 100)).toBe(10)
  })
})
