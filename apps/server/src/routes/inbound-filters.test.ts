import type { InboundFilters, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
})
afterAll(() => test.close())
beforeEach(async () => {
  site = await makeSite(test, cookie)
})

const put = (inbound_filters: Partial<InboundFilters>) =>
  test.ask<Site>(`PUT /api/sites/${site.key}`, { cookie, body: { inbound_filters } })

const view = (change: object = {}) => ({
  ...batchBody({ client_key: site.client_key, pages: [{ id: 'page-1', url: 'https://shop.example/admin/users' }] }),
  ...change,
})

/** Counts of the site, e.g. `{'filtered/bot': 1}`. */
async function outcomes(): Promise<Record<string, number>> {
  const { json } = await test.ask<{ data: { outcome: string; reason: string; count: number }[] }>(
    `GET /api/sites/${site.key}/outcomes`,
    { cookie },
  )
  return Object.fromEntries(json.data.map(({ outcome, reason, count }) => [`${outcome}/${reason}`, count]))
}

describe('a filter that is set refuses before anything is stored', () => {
  const german = { 'x-forwarded-for': '5.1.80.1' }
  it.each<[keyof InboundFilters, Partial<InboundFilters>, string, object, Record<string, string>]>([
    ['origin_allowlist', { origin_allowlist: ['*.shop.example'] }, 'origin_not_allowed', {}, {}],
    [
      'origin_allowlist',
      { origin_allowlist: ['shop.example'] },
      'origin_not_allowed',
      {},
      { origin: 'https://x.test' },
    ],
    ['blocked_networks', { blocked_networks: ['127.0.0.0/8'] }, 'network_blocked', {}, {}],
    ['allowed_networks', { allowed_networks: ['10.0.0.0/8'] }, 'network_not_allowed', {}, {}],
    ['blocked_countries', { blocked_countries: ['DE'] }, 'country_blocked', {}, german],
    ['allowed_countries', { allowed_countries: ['FR'] }, 'country_blocked', {}, german],
    ['blocked_paths', { blocked_paths: ['/admin/**'] }, 'path_blocked', {}, {}],
    [
      'blocked_event_names',
      { blocked_event_names: ['debug_*'] },
      'event_blocked',
      { items: [{ id: 'e', page: 'page-1', type: 'event', age_ms: 0, name: 'debug_a' }] },
      {},
    ],
    [
      'allowed_event_names',
      { allowed_event_names: ['signup'] },
      'event_blocked',
      { items: [{ id: 'e', page: 'page-1', type: 'event', age_ms: 0, name: 'debug_a' }] },
      {},
    ],
    ['allowed_environments', { allowed_environments: ['staging'] }, 'environment_unknown', {}, {}],
    [
      'filter_spam_referrers',
      { filter_spam_referrers: true },
      'spam_referrer',
      { pages: [{ id: 'page-1', url: 'https://shop.example/', referrer: 'https://semalt.com/' }] },
      {},
    ],
    [
      'blocked_referrers',
      { blocked_referrers: ['spam.example'] },
      'spam_referrer',
      { pages: [{ id: 'page-1', url: 'https://shop.example/', referrer: 'https://a.spam.example/' }] },
      {},
    ],
    ['filter_prerender', { filter_prerender: true }, 'prerender', {}, { 'sec-purpose': 'prefetch;prerender' }],
  ])('%s %j: %s', async (_name, filters, reason, change, headers) => {
    await put({ filter_spam_referrers: false, filter_prerender: false })
    await test.send(view({ ...change, items: (change as { items?: object[] }).items ?? view().items }), headers)
    expect(await outcomes()).toEqual({ 'accepted/accepted': 1 })
    expect((await put(filters)).status).toBe(200)
    const again = view(change)
    const answer = await test.send({ ...again, items: again.items.map((item) => ({ ...item, id: 'again' })) }, headers)
    expect(answer.status).toBe(202)
    expect(await outcomes()).toEqual({ 'accepted/accepted': 1, [`filtered/${reason}`]: 1 })
    await test.instance.ingest.flush()
    const rows = await test.instance.events.query<{ count: number }>({
      sql: 'SELECT count() AS count FROM events WHERE site_id = (SELECT max(site_id) FROM events)',
      params: {},
    })
    expect(rows).toEqual([{ count: 1 }])
  })

  it('filter_bots: client hints that name a browser without a window', async () => {
    await test.send(view(), { 'sec-ch-ua': '"Not A(Brand";v="8", "HeadlessChrome";v="140"' })
    expect(await outcomes()).toEqual({ 'filtered/bot': 1 })
  })
})

describe('the settings', () => {
  it('begin with no lists and every switch on, and keep what a change leaves out', async () => {
    expect(site.inbound_filters).toMatchObject({
      blocked_paths: [],
      filter_prerender: true,
      filter_spam_referrers: true,
    })
    await put({ blocked_paths: ['/a'] })
    const { json } = await put({ blocked_countries: ['DE'] })
    expect(json.inbound_filters).toMatchObject({ blocked_paths: ['/a'], blocked_countries: ['DE'] })
    await test.restart()
    const shown = await test.ask<Site>(`GET /api/sites/${site.key}`, { cookie })
    expect(shown.json).toEqual({ ...json })
  })

  it('take and show origin_allowlist where clients of the replaced product have it', async () => {
    const body = { key: site.key, name: 'Shop', origin_allowlist: ['https://example.com'] }
    const { json } = await test.ask<Site>(`PUT /api/sites/${site.key}`, { cookie, body })
    expect(json).toMatchObject({
      origin_allowlist: ['https://example.com'],
      inbound_filters: { origin_allowlist: ['https://example.com'], blocked_paths: [] },
    })
    const made = await makeSite(test, cookie, { origin_allowlist: ['a.example'] })
    expect(made.inbound_filters.origin_allowlist).toEqual(['a.example'])
  })

  it.each([
    [{ blocked_networks: ['10.0.0.0/8', '10.0.0.0/33'] }, 'inbound_filters.blocked_networks.1', /203\.0\.113\.0\/24/],
    [{ allowed_networks: ['office'] }, 'inbound_filters.allowed_networks.0', /an IP address or a network/],
    [{ origin_allowlist: ['*'] }, 'inbound_filters.origin_allowlist.0', /\*\.example\.com/],
    [{ blocked_countries: ['Germany'] }, 'inbound_filters.blocked_countries.0', /two letters/],
    [{ blocked_paths: ['admin'] }, 'inbound_filters.blocked_paths.0', /begins with \//],
    [{ allowed_environments: Array(21).fill('a') }, 'inbound_filters.allowed_environments', /20/],
    [{ filter_prerender: 'yes' }, 'inbound_filters.filter_prerender', /boolean/],
  ])('refuse %j, and say where and what was expected', async (filters, path, expected) => {
    const { status, json } = await test.ask<{ details: { path: string; expected: string }[] }>(
      `PUT /api/sites/${site.key}`,
      { cookie, body: { inbound_filters: filters } },
    )
    expect(status).toBe(400)
    expect(json).toMatchObject({
      code: 'invalid_request',
      details: [{ path, expected: expect.stringMatching(expected) }],
    })
  })
})
