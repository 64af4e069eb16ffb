import { createHash } from 'node:crypto'
import { COLUMNS, EVENT_NAME_PATTERN, ITEM_TYPES, LIMITS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import type { BatchItem } from '../beacon-bodies.ts'
import { TEST_CLIENT_KEY } from '../beacon-bodies.ts'
import { generateVisits, type SeedOptions, type SeedVisit } from './generate-visits.ts'

const DAY_MS = 86_400_000
const OPTIONS: SeedOptions = {
  seed: 7,
  client_key: TEST_CLIENT_KEY,
  days: 30,
  pageviews: 12_000,
  now: Date.UTC(2026, 10, 23, 13, 30),
  origin: 'https://shop.example',
}
const VISITS: readonly SeedVisit[] = [...generateVisits(OPTIONS)]
const ITEMS = VISITS.flatMap((visit) => visit.body.items.map((item) => ({ ...visit, item })))
const ofType = (type: string) => ITEMS.filter(({ item }) => item.type === type)
const PAGEVIEWS = ofType('pageview')

function checksum(change: Partial<SeedOptions>): string {
  const hash = createHash('sha256')
  for (const visit of generateVisits({ ...OPTIONS, pageviews: 1_000, ...change })) hash.update(JSON.stringify(visit))
  return hash.digest('hex').slice(0, 16)
}

const numbers = (items: readonly { readonly item: BatchItem }[], field: string) =>
  items.map(({ item }) => item[field]).filter((value) => typeof value === 'number')
const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN
/** Behind the page that was left, if there is one. */
const shownPage = ({ body }: SeedVisit) => body.pages.at(-1)
const pathOf = (visit: SeedVisit) => new URL(shownPage(visit)?.url ?? '').pathname

/** Page counts of sessions, found the way the product finds them: by person and gap. */
function sessionLengths(): number[] {
  const open = new Map<string, { last: number; length: number }>()
  const lengths: number[] = []
  for (const { ip, user_agent, at, item } of ITEMS) {
    const known = open.get(ip + user_agent)
    const isNew = known === undefined || at - known.last >= SESSION_TIMEOUT_MS
    const engages = item.type === 'pageview' || item.type === 'event' ? 1 : 0
    if (isNew && known) lengths.push(known.length)
    open.set(ip + user_agent, { last: at, length: (isNew ? 0 : known.length) + engages })
  }
  return [...lengths, ...[...open.values()].map(({ length }) => length)]
}

describe('generateVisits', () => {
  it('is the same for the same seed, on every machine, and another for another seed', () => {
    expect(checksum({})).toBe('878b0e5e5338ba03')
    expect(checksum({ seed: 8 })).not.toBe(checksum({}))
  })

  it('runs in order of time, inside the period', () => {
    const times = VISITS.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(0)).toBeGreaterThanOrEqual(OPTIONS.now - 30 * DAY_MS)
    expect(times.at(-1)).toBeLessThan(OPTIONS.now)
  })

  it('sends what a page reports with the view of the next one', () => {
    const leaving = VISITS.filter(({ body }) => body.pages.length === 2)
    expect(leaving.length).toBeGreaterThan(PAGEVIEWS.length / 3)
    for (const { body } of leaving) {
      const views = body.items.filter(({ type }) => type === 'pageview')
      expect(views.map(({ page, age_ms }) => [page, age_ms])).toEqual([[body.pages[1]?.id, 0]])
    }
  })

  it('has as many pageviews as asked for, but for those after the end', () => {
    expect(PAGEVIEWS.length).toBeLessThanOrEqual(12_000)
    expect(PAGEVIEWS.length).toBeGreaterThan(11_950)
  })

  it('gives every page and item an id of its own, and small beacons', () => {
    const ids = ITEMS.map(({ item }) => item.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(Math.max(...VISITS.map(({ body }) => JSON.stringify(body).length))).toBeLessThan(LIMITS.body_bytes / 4)
  })

  it('sends only vitals that the catalogue declares, inside their range', () => {
    const isAllowed = (name: string, value: unknown) => {
      const wire = COLUMNS[name as keyof typeof COLUMNS]?.wire
      if (wire?.on !== 'vitals') return false
      return typeof value === 'number' ? value <= (wire.max ?? 0) : (wire.values?.includes(String(value)) ?? true)
    }
    const sent = ofType('vitals').flatMap(({ item: { id: _i, page: _p, type: _t, age_ms: _a, ...fields } }) =>
      Object.entries(fields),
    )
    expect(sent.length).toBeGreaterThan(100_000)
    expect(sent.filter(([name, value]) => !isAllowed(name, value))).toEqual([])
  })

  it('sends context and page values that the catalogue allows', () => {
    const sent = VISITS.flatMap(({ body }) => [
      ['screen_class', body.context.screen_class],
      ['device_class', body.context.device_class],
      ...body.pages.map(({ navigation_type }) => ['navigation_type', navigation_type]),
    ]) as ['screen_class' | 'device_class' | 'navigation_type', string][]
    expect(sent.filter(([name, value]) => !COLUMNS[name].wire?.values?.includes(value))).toEqual([])
  })

  it('carries every type of item that the tracker sends by itself', () => {
    const types = new Set(ITEMS.map(({ item }) => item.type))
    expect(ITEM_TYPES.filter((type) => !types.has(type))).toEqual(['click'])
  })

  it('bounces at about 45 %', () => {
    const lengths = sessionLengths()
    const bounced = lengths.filter((length) => length === 1).length / lengths.length
    expect(bounced).toBeGreaterThan(0.4)
    expect(bounced).toBeLessThan(0.5)
  })

  it('grows, and follows the day and the week of its countries', () => {
    const days = PAGEVIEWS.map(({ at }) => Math.floor((OPTIONS.now - at) / DAY_MS))
    const newest = days.filter((day) => day < 7).length
    const oldest = days.filter((day) => day >= 23).length
    expect(newest / oldest).toBeGreaterThan(1.1)
    const hour = (country: string, from: number, to: number) =>
      PAGEVIEWS.filter((one) => one.country === country)
        .map(({ at }) => new Date(at).getUTCHours())
        .filter((utc) => utc >= from && utc < to).length
    // 19 to 22 o'clock in New York is midnight and later in UTC; in Berlin it is 18 to 21.
    expect(hour('US', 0, 3)).toBeGreaterThan(3 * hour('US', 7, 10))
    expect(hour('DE', 17, 21)).toBeGreaterThan(5 * hour('DE', 0, 4))
  })

  it('comes from many countries, devices and sources', () => {
    expect(new Set(VISITS.map(({ country }) => country)).size).toBeGreaterThanOrEqual(15)
    expect(new Set(VISITS.map(({ user_agent }) => user_agent)).size).toBeGreaterThanOrEqual(12)
    const urls = PAGEVIEWS.map((visit) => shownPage(visit)?.url ?? '')
    expect(urls.filter((url) => url.includes('utm_campaign=')).length).toBeGreaterThan(200)
    const referrers = new Set(PAGEVIEWS.map((visit) => shownPage(visit)?.referrer))
    for (const referrer of ['https://www.google.com/', 'https://chatgpt.com/', undefined]) {
      expect(referrers).toContain(referrer)
    }
  })

  it('visits the pages of the demo shop', () => {
    const paths = new Set(VISITS.map(pathOf))
    for (const path of ['/', '/category/coffee', '/cart', '/checkout', '/guides/brewing']) expect(paths).toContain(path)
    expect([...paths].filter((path) => path.startsWith('/product/')).length).toBeGreaterThan(8)
  })

  it('measures CLS in Chromium only, with many zeros, and LCP never before FCP', () => {
    const vitals = ofType('vitals')
    const withCls = vitals.filter(({ item }) => 'cls_e4' in item)
    expect(withCls.every(({ user_agent }) => /Chrome\//.test(user_agent))).toBe(true)
    const zeros = withCls.filter(({ item }) => item.cls_e4 === 0).length / withCls.length
    expect(zeros).toBeGreaterThan(0.35)
    expect(zeros).toBeLessThan(0.45)
    const isLate = (item: BatchItem, early: string, late: string) => Number(item[late]) < Number(item[early])
    expect(vitals.filter(({ item }) => isLate(item, 'ttfb_ms', 'fcp_ms') || isLate(item, 'fcp_ms', 'lcp_ms'))).toEqual(
      [],
    )
  })

  it('leaves INP out when nobody interacted', () => {
    const chromium = ofType('vitals').filter(({ user_agent }) => /Chrome\//.test(user_agent))
    const share = chromium.filter(({ item }) => 'inp_ms' in item).length / chromium.length
    expect(share).toBeGreaterThan(0.45)
    expect(share).toBeLessThan(0.65)
  })

  it('is slower on phones, in far countries, and while the broken release was live', () => {
    const vitals = ofType('vitals')
    const p75 = (keep: (visit: SeedVisit) => boolean) => quantile(numbers(vitals.filter(keep), 'lcp_ms'), 0.75)
    expect(p75(({ user_agent }) => /Mobile/.test(user_agent))).toBeGreaterThan(
      1.2 * p75(({ user_agent }) => !/Mobile/.test(user_agent)),
    )
    expect(p75(({ country }) => country === 'IN')).toBeGreaterThan(1.3 * p75(({ country }) => country === 'DE'))
    const before = p75(({ body }) => body.release === '2.4.0')
    expect(p75(({ body }) => body.release === '2.5.0')).toBeGreaterThan(1.4 * before)
    expect(p75(({ body }) => body.release === '2.5.1')).toBeLessThan(1.15 * before)
    const broken = VISITS.filter(({ body }) => body.release === '2.5.0')
    expect(((broken.at(-1)?.at ?? 0) - (broken.at(0)?.at ?? 0)) / DAY_MS).toBeCloseTo(3, 0)
  })

  it('has errors in a few groups, one of which spikes', () => {
    const errors = ofType('error')
    expect(new Set(errors.map(({ item }) => item.message)).size).toBe(6)
    const byHour = new Map<number, number>()
    for (const { at } of errors)
      byHour.set(Math.floor(at / 3_600_000), (byHour.get(Math.floor(at / 3_600_000)) ?? 0) + 1)
    const counts = [...byHour.values()]
    expect(Math.max(...counts)).toBeGreaterThan(4 * quantile(counts, 0.5))
  })

  it('sells: purchases carry a value and a currency', () => {
    const purchases = ofType('event').filter(({ item }) => item.name === 'purchase')
    expect(purchases.length).toBeGreaterThan(20)
    for (const { item } of purchases) {
      expect(Number(item.value)).toBeGreaterThan(0)
      expect(item.currency).toMatch(/^[A-Z]{3}$/)
    }
    for (const { item } of ofType('event')) expect(item.name).toMatch(EVENT_NAME_PATTERN)
  })
})
