import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { OutcomeRow, Site } from '@lethe/catalogue'
import { batchBody, singleBody } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance, USER_AGENT } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
})
afterAll(() => test.close())

const outcomes = async (path = `/api/sites/${site.key}/outcomes`): Promise<Record<string, number>> => {
  const { json } = await test.ask<{ data: OutcomeRow[] }>(`GET ${path}`, { cookie })
  return Object.fromEntries(json.data.map(({ outcome, reason, count }) => [`${outcome}/${reason}`, count]))
}
const figures = async (...aggregate: string[]): Promise<Record<string, number | null>> => {
  await test.instance.ingest.flush()
  const body = { site: site.key, kind: 'aggregation', aggregate, time: '24h' }
  const { json } = await test.ask<{ data: Record<string, { value: number | null }> }>('POST /api/sites/query', {
    body,
    cookie,
  })
  return Object.fromEntries(aggregate.map((name) => [name, json.data[name]?.value ?? null]))
}

describe('the single form', () => {
  it('is taken and stored in all four kinds; load times become an item of their own', async () => {
    const common = { client_key: site.client_key }
    const sent = [
      singleBody({ ...common, page_load_dns: 0, page_load_total: 900, page_load_ttfb: 120 }),
      singleBody({ ...common, event_name: 'WebVital', web_vital_lcp: 1234.5 }),
      singleBody({
        ...common,
        event_name: 'Error',
        error_type: 'TypeError',
        message: 'boom',
        lineno: 3,
        colno: 9,
        filename: 'https://shop.example/a.js',
      }),
      singleBody({ ...common, event_name: 'signup', value: 12.5, plan: 'pro' }),
    ]
    for (const body of sent) {
      const answer = await test.send(body)
      expect([answer.status, answer.text]).toEqual([202, ''])
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
      expect(answer.headers).not.toHaveProperty('set-cookie')
    }
    const seen = await figures('pageview_count', 'session_count', 'event_count', 'error_count', 'lcp_p75')
    expect(seen).toMatchObject({ pageview_count: 1, session_count: 1, event_count: 1, error_count: 1 })
    expect(seen.lcp_p75).toBeGreaterThan(1200)
    expect(seen.lcp_p75).toBeLessThan(1270)
    expect(await outcomes()).toMatchObject({ 'accepted/accepted': 5 })
  })

  it('marks the first pageview of the site once', async () => {
    const first = (await test.ask<Site>(`GET /api/sites/${site.key}`, { cookie })).json.first_pageview_at
    expect(first).toBe(test.clock.now())
    test.clock.advance(5_000)
    await test.send(singleBody({ client_key: site.client_key }))
    expect((await test.ask<Site>(`GET /api/sites/${site.key}`, { cookie })).json.first_pageview_at).toBe(first)
  })
})

describe('what cannot be read', () => {
  const refused = (body: unknown, headers: Record<string, string> = {}) => test.send(body, headers)

  it.each([
    ['broken JSON', '{"client_key": ', {}, 400, 'invalid_request'],
    ['no object', '[1, 2]', {}, 400, 'invalid_request'],
    ['no client key', '{}', {}, 400, 'invalid_request'],
    ['a client key of a wrong type', '{"client_key": 7}', {}, 400, 'invalid_request'],
    ['an empty body', '', {}, 400, 'invalid_request'],
    ['16 KiB and a byte', `"${'x'.repeat(16_383)}"`, {}, 413, 'payload_too_large'],
    ['1 MB', 'x'.repeat(1_000_000), {}, 413, 'payload_too_large'],
    [
      'another content type',
      '{}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['a compressed body', '{}', { 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
  ])('%s', async (_name, body, headers, status, code) => {
    const answer = await refused(body, headers)
    expect(answer.json).toMatchObject({ status, code })
    expect(answer.status).toBe(status)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.text).not.toMatch(/ at \w+|node_modules|xxxx/)
  })

  it('is counted apart from the items', async () => {
    const before = await outcomes()
    await refused('{"client_key": ')
    const { json } = await test.ask<{ data: { code: string; count: number }[] }>('GET /api/refusals', { cookie })
    expect(Object.fromEntries(json.data.map(({ code, count }) => [code, count]))).toMatchObject({
      invalid_request: 6,
      payload_too_large: 2,
      unsupported_media_type: 2,
    })
    expect(await outcomes()).toEqual(before)
  })

  it('does not end the process: a megabyte over a real socket', async () => {
    await test.instance.app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => 'listening' })
    const { port } = test.instance.app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    const head = [
      'POST /api/rum/events HTTP/1.1',
      'host: localhost',
      'content-type: text/plain',
      'content-length: 1000000',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    socket.on('error', () => undefined)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(answer.toString()).toMatch(/^HTTP\/1.1 413 /)
    expect((await test.ask('GET /health')).status).toBe(200)
  })

  it('answers what is no HTTP with a problem that repeats nothing of it', async () => {
    const { port } = test.instance.app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    socket.write('CANARY\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(answer.toString()).toMatch(/^HTTP\/1.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/)
    expect(answer.toString()).toContain('"code":"invalid_request"')
    expect(answer.toString()).not.toContain('CANARY')
  })
})

describe('what is read', () => {
  it('drops unknown keys and wrong types of values, not the item', async () => {
    const { pageview_count: before = 0 } = await figures('pageview_count')
    const odd = { made_up: { deep: [1] }, page_load_total: 'soon', language: 7, site_id: 99, at: 1 }
    expect((await test.send(singleBody({ client_key: site.client_key, ...odd }))).status).toBe(202)
    expect(await figures('pageview_count')).toEqual({ pageview_count: (before ?? 0) + 1 })
  })

  it('counts items of unknown sites, bots, opted-out visitors and what is malformed', async () => {
    const key = { client_key: site.client_key }
    expect((await test.send(batchBody({ client_key: 'f'.repeat(32) }))).status).toBe(202)
    expect((await test.send(batchBody(key), { 'user-agent': 'Googlebot/2.1' })).status).toBe(202)
    expect((await test.send(batchBody(key), { 'sec-gpc': '1' })).status).toBe(202)
    const items = [{ id: 'i', page: 'gone', type: 'pageview', age_ms: 0 } as const]
    expect((await test.send(batchBody({ ...key, items }))).status).toBe(202)
    expect(await outcomes()).toMatchObject({ 'filtered/bot': 1, 'filtered/opted_out': 1, 'invalid/malformed': 1 })
    expect(await outcomes('/api/unknown_sites/outcomes')).toEqual({ 'invalid/unknown_site': 1 })
    expect(test.log(), 'none of it is a fault of ours').not.toContain('"level":50')
  })

  it('answers a preflight without credentials', async () => {
    const answer = await test.ask('OPTIONS /api/rum/events', { headers: { origin: 'https://shop.example' } })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type',
    })
  })
})

describe('debug=1', () => {
  const preview = (headers: Record<string, string>) =>
    test.ask('POST /api/rum/events?debug=1', {
      body: batchBody({ client_key: site.client_key }),
      headers: { 'user-agent': USER_AGENT, ...headers },
    })

  it('is for accounts', async () => {
    expect((await preview({})).json).toMatchObject({ code: 'unauthenticated' })
    expect((await preview({ cookie, 'sec-fetch-site': 'cross-site' })).json).toMatchObject({ code: 'forbidden' })
  })

  it('tells what would be stored, stores nothing, and keeps session ids', async () => {
    const before = [await outcomes(), await figures('pageview_count')]
    const { json, text } = await preview({ cookie })
    expect(json).toMatchObject({
      items: [{ type: 'pageview', outcome: 'accepted/accepted', row: { path: '/', browser: 'Firefox' } }],
    })
    expect(text).not.toContain('session_id')
    expect([await outcomes(), await figures('pageview_count')]).toEqual(before)
  })
})

describe('deleting a site', () => {
  it('deletes its rows and leaves those of others', async () => {
    const other = await makeSite(test, cookie, { name: 'Other' })
    await test.send(batchBody({ client_key: other.client_key }))
    const before = await figures('pageview_count')
    const stored = test.instance.sites.byKey(other.key)
    expect((await test.ask(`DELETE /api/sites/${other.key}`, { cookie })).status).toBe(204)
    const sql = 'SELECT count() AS n FROM events WHERE site_id = {site:UInt32}'
    expect(await test.instance.events.query({ sql, params: { site: stored?.id } })).toEqual([{ n: 0 }])
    expect(await figures('pageview_count')).toEqual(before)
  })
})

describe('a second start', () => {
  it('finds what the first one took, down to the last beacon and its outcome', async () => {
    const before = await figures('pageview_count')
    const counted = (await outcomes())['accepted/accepted'] ?? 0
    await test.send(batchBody({ client_key: site.client_key }))
    await test.restart()
    expect(await figures('pageview_count')).toEqual({ pageview_count: (before.pageview_count ?? 0) + 1 })
    expect((await outcomes())['accepted/accepted']).toBe(counted + 1)
  })
})

it('logs no address, user agent, path or key of a visitor', () => {
  for (const canary of ['127.0.0.1', 'Firefox', 'shop.example', site.client_key])
    expect(test.log()).not.toContain(canary)
})
