import type { FilterDryRun, FilterDryRunRequest, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance, USER_AGENT } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

// The engine goes by the real time: of rows as old as the usual clock of tests it has dropped the session ids.
const START = Math.floor(Date.now() / 60_000) * 60_000
const NOW = START + 2 * 3_600_000 + 30_000

const page = (path: string, referrer = '') => ({ id: 'page-1', url: `https://shop.example${path}`, referrer })

/** What a visitor of their own sends; `of` names them. */
const visit = (of: string, pages: readonly object[], items: readonly object[]) =>
  test.send(
    { ...batchBody({ client_key: site.client_key }), pages, items },
    { 'user-agent': `${USER_AGENT} ${of}`, 'x-forwarded-for': of === 'german' ? '5.1.80.1' : '' },
  )

const pageview = (id: string, at = 'page-1') => ({ id, page: at, type: 'pageview', age_ms: 0 })

beforeAll(async () => {
  test = await openTestInstance()
  test.clock.set(START)
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
  await visit('old', [page('/admin/old')], [pageview('a')])
  test.clock.set(NOW)
  const two = [page('/'), { ...page('/admin/users'), id: 'page-2' }]
  const event = { id: 'e', page: 'page-1', type: 'event', age_ms: 0, name: 'debug_click' }
  await visit('first', two, [pageview('b'), pageview('c', 'page-2'), event])
  await visit('second', [page('/admin')], [pageview('d')])
  await visit('german', [page('/administration', 'https://a.spam.example/')], [pageview('f')])
  await test.instance.ingest.flush()
})
afterAll(() => test.close())

const dryRun = async (body: FilterDryRunRequest) =>
  test.ask<FilterDryRun>(`POST /api/sites/${site.key}/inbound_filters/dry_run`, { cookie, body })

const NO_SWITCHES = { filter_spam_referrers: false, filter_prerender: false }

it('counts items and sessions of the last hour by filter', async () => {
  const { json } = await dryRun({
    ...NO_SWITCHES,
    origin_allowlist: ['*.shop.example'],
    blocked_countries: ['DE', 'AQ'],
    blocked_paths: ['/admin/**'],
    blocked_event_names: ['debug_*'],
    allowed_event_names: ['signup'],
    allowed_environments: ['production'],
    blocked_referrers: ['spam.example'],
  })
  const rules = Object.fromEntries(json.rules.map((rule) => [rule.filter, [rule.item_count, rule.session_count]]))
  const [start, end] = [NOW - 3_570_000, NOW + 30_000].map((at) => new Date(at).toISOString())
  expect(json).toMatchObject({ start, end })
  expect([json.item_count, json.session_count]).toEqual([5, 3])
  expect(rules).toEqual({
    origin_allowlist: [5, 3],
    blocked_countries: [1, 1],
    blocked_paths: [2, 2],
    blocked_event_names: [1, 1],
    allowed_event_names: [1, 1],
    allowed_environments: [0, 0],
    blocked_referrers: [1, 1],
  })
})

it('says plainly what cannot be known', async () => {
  const { json } = await dryRun({ ...NO_SWITCHES, blocked_networks: ['10.0.0.0/8'], filter_prerender: true })
  const unknown = { item_count: null, session_count: null, gap: 'not_kept' }
  expect(json.rules).toEqual([
    { filter: 'blocked_networks', ...unknown },
    { filter: 'filter_prerender', ...unknown },
  ])
})

it('takes what is left out from the site, and changes nothing', async () => {
  const before = (await test.ask(`GET /api/sites/${site.key}`, { cookie })).json
  expect((await dryRun({ blocked_paths: ['/admin'] })).json.rules.map(({ filter }) => filter)).toEqual([
    'blocked_paths',
    'filter_spam_referrers',
    'filter_prerender',
  ])
  expect((await test.ask(`GET /api/sites/${site.key}`, { cookie })).json).toEqual(before)
})

it('tells no counts of fewer sessions than the site shows', async () => {
  const ask = async (k_threshold: number) => {
    await test.ask(`PUT /api/sites/${site.key}`, { cookie, body: { k_threshold } })
    return (await dryRun({ ...NO_SWITCHES, blocked_paths: ['/admin/**'] })).json
  }
  const hidden = { item_count: null, session_count: null, gap: 'too_few' }
  expect(await ask(3)).toMatchObject({ session_count: 3, rules: [hidden] })
  expect(await ask(4)).toMatchObject({ item_count: null, session_count: null, rules: [hidden] })
  expect(await ask(2)).toMatchObject({ session_count: 3, rules: [{ session_count: 2, gap: null }] })
  await ask(0)
})

it('refuses entries that cannot be taken, and says where', async () => {
  const { status, json } = await dryRun({ blocked_networks: ['::1', '10.0.0.0/40'] })
  expect(status).toBe(400)
  expect(json).toMatchObject({ code: 'invalid_request', details: [{ path: 'blocked_networks.1' }] })
})

it('binds every value: none is ever part of the statement', async () => {
  const { status, json } = await dryRun({ ...NO_SWITCHES, blocked_paths: [`/a'or'1'='1`, '/{p0:String}'] })
  expect(status).toBe(200)
  expect(json.rules).toEqual([{ filter: 'blocked_paths', item_count: 0, session_count: 0, gap: null }])
})
