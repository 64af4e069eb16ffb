import type { AbuseRow, OutcomeRow, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

const VISITOR = '203.0.113.7'
const NEIGHBOUR = '203.0.113.8'

let test: TestInstance
let cookie: string
let site: Site

beforeEach(async () => {
  test = await openTestInstance({
    rate_limit_network: { per_second: 1, burst: 3 },
    rate_limit_server: { per_second: 10, burst: 10 },
    rate_limit_site: { per_second: 1, burst: 5 },
  })
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
})
afterEach(() => test.close())

const view = (peer: string, key = site.client_key) => test.send(batchBody({ client_key: key }), {}, peer)
const viewTimes = async (times: number, peerOf: (at: number) => string) => {
  const statuses = []
  for (let at = 0; at < times; at++) statuses.push((await view(peerOf(at))).status)
  return statuses
}
const refusals = async () => (await test.ask<{ data: unknown[] }>('GET /api/refusals', { cookie })).json.data
const outcomes = async () => {
  const { json } = await test.ask<{ data: OutcomeRow[] }>(`GET /api/sites/${site.key}/outcomes`, { cookie })
  return Object.fromEntries(json.data.map(({ outcome, reason, count }) => [`${outcome}/${reason}`, count]))
}
const abuseLog = async () =>
  (await test.ask<{ data: AbuseRow[] }>(`GET /api/sites/${site.key}/abuse_log`, { cookie })).json.data

describe('the rate of a network', () => {
  it('is refused with 429 and Retry-After, counted as a refusal, and comes back with time', async () => {
    expect(await viewTimes(3, () => VISITOR)).toEqual([202, 202, 202])
    const refused = await view(VISITOR)
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([429, 'rate_limited', '1'])
    expect(refused.headers['access-control-allow-origin']).toBe('*')
    expect(await refusals()).toEqual([{ code: 'rate_limited', count: 1 }])
    expect((await view(NEIGHBOUR)).status).toBe(202)
    test.clock.advance(1000)
    expect((await view(VISITOR)).status).toBe(202)
    expect(await outcomes()).toEqual({ 'accepted/accepted': 5 })
  })

  it('is decided before the body is read', async () => {
    await viewTimes(3, () => VISITOR)
    const refused = await test.send('x'.repeat(20_000), {}, VISITOR)
    expect(refused.status).toBe(429)
  })

  it('is that of the /64 of an IPv6 address', async () => {
    expect(await viewTimes(4, (at) => `2001:db8:1:2::${at}`)).toEqual([202, 202, 202, 429])
  })

  it('does not hold for addresses that stand for all visitors, nor for exempt ones', async () => {
    const behind = { 'x-forwarded-for': VISITOR }
    const ask = () => test.send(batchBody({ client_key: site.client_key }), behind, '172.17.0.1')
    for (let at = 0; at < 5; at++) expect((await ask()).status).toBe(202)
    expect(await viewTimes(20, () => '127.0.0.1')).not.toContain(429)
  })
})

it('the rate of the server holds for all networks together', async () => {
  const statuses = await viewTimes(11, (at) => `198.51.100.${at}`)
  expect(statuses).toEqual([...Array(10).fill(202), 429])
})

describe('the rate of a site', () => {
  it('is an outcome of the items and no oracle', async () => {
    expect(await viewTimes(8, (at) => `198.51.100.${at}`)).toEqual(Array(8).fill(202))
    expect(await outcomes()).toEqual({ 'accepted/accepted': 5, 'limited/rate_limit': 3 })
  })

  it('lets the first items of a beacon in and leaves another site alone', async () => {
    const items = Array.from({ length: 7 }, (_, at) => ({
      id: `of-many-${at}`,
      page: 'page-1',
      type: 'pageview' as const,
      age_ms: 0,
    }))
    await test.send(batchBody({ client_key: site.client_key, items }), {}, VISITOR)
    expect(await outcomes()).toEqual({ 'accepted/accepted': 5, 'limited/rate_limit': 2 })
    const other = await makeSite(test, cookie)
    await view(VISITOR, other.client_key)
    const { json } = await test.ask<{ data: OutcomeRow[] }>(`GET /api/sites/${other.key}/outcomes`, { cookie })
    expect(json.data.map(({ outcome }) => outcome)).toEqual(['accepted'])
  })

  it('does not hold for exempt addresses', async () => {
    await viewTimes(8, () => '127.0.0.1')
    expect(await outcomes()).toEqual({ 'accepted/accepted': 8 })
  })
})

describe('the abuse log', () => {
  it('names the network, the reason and the time, for ten minutes', async () => {
    await viewTimes(4, () => VISITOR)
    await viewTimes(3, () => NEIGHBOUR)
    await test.send('{', {}, '2001:db8:1:2::3')
    const last_at = '2026-03-10T10:00:30.000Z'
    expect(await abuseLog()).toEqual(
      expect.arrayContaining([
        { network: VISITOR, of: 'server', reason: 'rate_limited', count: 1, last_at },
        { network: NEIGHBOUR, of: 'site', reason: 'limited/rate_limit', count: 1, last_at },
        { network: '2001:db8:1:2::/64', of: 'server', reason: 'invalid_request', count: 1, last_at },
      ]),
    )
    expect(await abuseLog()).toHaveLength(3)
    test.clock.advance(10 * 60_000)
    expect(await abuseLog()).toEqual([])
  })

  it('is for owners and admins, each for its site, and what it names is in no log line', async () => {
    await viewTimes(6, () => VISITOR)
    const other = await makeSite(test, cookie)
    const { json } = await test.ask<{ data: AbuseRow[] }>(`GET /api/sites/${other.key}/abuse_log`, { cookie })
    expect(json.data.filter(({ of }) => of === 'site')).toEqual([])
    expect((await test.ask(`GET /api/sites/${site.key}/abuse_log`)).status).toBe(401)
    expect((await test.ask('GET /api/sites/none/abuse_log', { cookie })).status).toBe(404)
    expect(test.log()).not.toContain(VISITOR)
  })
})
