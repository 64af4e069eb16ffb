import type { Site } from '@lethe/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string

beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
})
afterAll(() => test.close())

const names = async () => {
  const { json } = await test.ask<{ data: Site[] }>('GET /api/sites', { cookie })
  return json.data.map(({ name }) => name)
}

describe('the API', () => {
  it.each([
    ['GET /api/sites'],
    ['POST /api/sites'],
    ['GET /api/sites/x'],
    ['PUT /api/sites/x'],
    ['DELETE /api/sites/x'],
    ['POST /api/sites/query'],
    ['GET /api/sites/x/outcomes'],
    ['POST /api/sites/x/inbound_filters/dry_run'],
    ['GET /api/unknown_sites/outcomes'],
    ['GET /api/refusals'],
  ])('%s needs a login', async (call) => {
    const answer = await test.ask(call, call.startsWith('GET') ? {} : { body: {} })
    expect(answer.json).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('answers an unknown address with a problem', async () => {
    const answer = await test.ask('GET /api/nothing', { cookie })
    expect(answer.json).toEqual({
      type: 'urn:lethe:error:not_found',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      detail: 'There is nothing at this address.',
      details: [],
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect((await test.ask('GET /api/%zz', { cookie })).text).not.toContain('zz')
  })

  it('lists every route in its OpenAPI document', async () => {
    const { json } = await test.ask<{ paths: Record<string, Record<string, { responses: object }>> }>(
      'GET /api/openapi.json',
    )
    expect(Object.keys(json.paths).sort()).toEqual([
      '/api/about',
      '/api/deletions',
      '/api/login',
      '/api/logout',
      '/api/notices',
      '/api/refusals',
      '/api/session',
      '/api/setup',
      '/api/sites',
      '/api/sites/query',
      '/api/sites/{key}',
      '/api/sites/{key}/abuse_log',
      '/api/sites/{key}/annotations',
      '/api/sites/{key}/delete',
      '/api/sites/{key}/deletions',
      '/api/sites/{key}/depersonalize',
      '/api/sites/{key}/export',
      '/api/sites/{key}/inbound_filters/dry_run',
      '/api/sites/{key}/outcomes',
      '/api/sites/{key}/path_templates',
      '/api/sites/{key}/quota',
      '/api/sites/{key}/scrubs',
      '/api/sites/{key}/storage',
      '/api/sites/{key}/value_limits',
      '/api/spool',
      '/api/spool/refused/{id}',
      '/api/spool/refused/{id}/retry',
      '/api/unknown_sites/outcomes',
    ])
    expect(Object.keys(json.paths['/api/sites/{key}'] ?? {}).sort()).toEqual(['delete', 'get', 'put'])
    expect(json.paths['/api/sites/query']?.post?.responses).toHaveProperty('422')
    expect(JSON.stringify(json)).toContain('previous_time_range')
  })

  it('names version and attribution', async () => {
    const { json } = await test.ask('GET /api/about')
    expect(json).toMatchObject({ version: '0.0.0-test', demo_url: '/demo/', geo: { licence: 'CC BY 4.0' } })
    expect((json.geo as { built_at: number }).built_at).toBeGreaterThan(Date.UTC(2025, 0))
  })
})

describe('sites', () => {
  it('begin with the demo shop, once', async () => {
    expect(await names()).toEqual(['Demo shop'])
    await test.restart()
    expect(await names()).toEqual(['Demo shop'])
  })

  it('keep query keys and the fragment in the browser as well, by their snippet', async () => {
    const { key } = await makeSite(test, cookie, { query_params: ['page', 'filter[size]'], include_fragment: true })
    const shown = (await test.ask<Site>(`GET /api/sites/${key}?withSnippet=true`, { cookie })).json
    const options = "includeURLQueryParams: ['page', 'filter[size]'], includeURLFragment: true })"
    expect(shown.snippet).toContain(options)
    expect(shown.snippet_pinned).toContain(options)
    await test.ask(`DELETE /api/sites/${key}`, { cookie })
  })

  it('are made, shown with a snippet, changed and deleted', async () => {
    const made = await makeSite(test, cookie, { timezone: 'Asia/Kathmandu', unknown_key: 1 })
    expect(made).toMatchObject({ name: 'Shop', timezone: 'Asia/Kathmandu', sampling: 100, first_pageview_at: null })
    expect(made).not.toHaveProperty('unknown_key')
    expect(made).not.toHaveProperty('id')
    const shown = (await test.ask<Site>(`GET /api/sites/${made.key}?withSnippet=true`, { cookie })).json
    expect(shown.snippet).toContain(`clientKey: '${made.client_key}'`)
    expect(shown.snippet).toContain('src="http://localhost:8787/script.js"')
    expect(shown.snippet_pinned).toMatch(/script\.[0-9a-f]{16}\.js" integrity="sha384-[\w+/=]{64}" crossorigin/)
    expect(shown.snippet).not.toContain('include')
    const body = { key: made.key, name: 'Renamed', sampling: 50 }
    const changed = (await test.ask<Site>(`PUT /api/sites/${made.key}`, { cookie, body })).json
    expect(changed).toEqual({ ...made, name: 'Renamed', sampling: 50 })
    await test.restart()
    expect((await test.ask<Site>(`GET /api/sites/${made.key}`, { cookie })).json).toEqual(changed)
    expect((await test.ask(`DELETE /api/sites/${made.key}`, { cookie })).status).toBe(204)
    for (const call of ['GET', 'DELETE']) {
      expect((await test.ask(`${call} /api/sites/${made.key}`, { cookie })).json).toMatchObject({ code: 'not_found' })
    }
  })

  it('come in pages', async () => {
    const { json } = await test.ask('GET /api/sites?page=2&pageSize=1', { cookie })
    expect(json).toMatchObject({ data: [], page: 2, page_size: 1, has_more: false })
  })

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x', timezone: 'Mars/Olympus' }, 'timezone'],
    [{ name: 'x', sampling: 0 }, 'sampling'],
    [{ name: 'x', sampling: '50' }, 'sampling'],
    [{ name: 'x', retention_days: 31 }, 'retention_days'],
    [{ name: 'x', query_params: ['a b'] }, 'query_params.0'],
    [[], ''],
  ])('refuse %j and say where', async (body, path) => {
    const { json } = await test.ask<{ code: string; details: { path: string }[] }>('POST /api/sites', { body, cookie })
    expect(json.code).toBe('invalid_request')
    expect(json.details[0]?.path).toBe(path)
  })

  it('refuse a body that is no JSON, without repeating it', async () => {
    const answer = await test.ask('POST /api/sites', { body: '{"name": canary', cookie })
    expect(answer.json).toMatchObject({ code: 'invalid_request' })
    expect(answer.text).not.toContain('canary')
  })
})

describe('a query', () => {
  it('of an unknown site, metric or shape is refused with the reason', async () => {
    const ask = (body: unknown) => test.ask('POST /api/sites/query', { body, cookie })
    expect((await ask({ site: 'nope', kind: 'aggregation', aggregate: ['pageview_count'] })).json.code).toBe(
      'not_found',
    )
    expect((await ask({})).json).toMatchObject({ code: 'invalid_request', details: [{ path: 'site' }] })
    const { key } = await makeSite(test, cookie)
    const { json } = await ask({ site: key, kind: 'aggregation', aggregate: ['pageview_cuont'] })
    expect(json).toMatchObject({ code: 'invalid_request', details: [{ path: 'aggregate.0' }] })
  })
})

describe('pages and files', () => {
  it('serves the dashboard, with its policy, at every address that is no file', async () => {
    for (const path of ['/', '/login', '/sites/abc/performance?time=7d', '/setup?token=x']) {
      const answer = await test.ask(`GET ${path}`)
      expect(answer.status, path).toBe(200)
      expect(answer.text).toContain('<title>Lethe</title>')
      expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(answer.headers['cache-control']).toBe('no-cache')
    }
    expect((await test.ask('GET /assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
    for (const path of ['/assets/gone.js', '/favicon.png', '/../control.sqlite']) {
      expect((await test.ask(`GET ${path}`)).status, path).toBe(404)
    }
  })

  it('serves the demo shop with the key of its site', async () => {
    const { json } = await test.ask<{ data: Site[] }>('GET /api/sites', { cookie })
    const page = await test.ask('GET /demo/')
    expect(page.text).toContain(json.data[0]?.client_key)
    expect(page.headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
    const about = (await test.ask('GET /api/about')).json as { demo_client_key: string }
    expect(page.text, 'the dashboard knows the demo by this key').toContain(about.demo_client_key)
    expect((await test.ask('GET /demo')).headers.location).toBe('/demo/')
    expect((await test.ask('GET /demo/none')).status).toBe(404)
  })

  it('serves the script with a strong tag, and for ever under its hash', async () => {
    const short = await test.ask('GET /script.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(short.headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'content-encoding': 'gzip',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    })
    expect(short.headers).not.toHaveProperty('set-cookie')
    const etag = String(short.headers.etag)
    expect(etag).toMatch(/^"[0-9a-f]{16}-gzip"$/)
    const headers = { 'accept-encoding': 'gzip', 'if-none-match': etag }
    expect((await test.ask('GET /script.js', { headers })).status).toBe(304)
    const pinned = await test.ask(`GET /script.${etag.slice(1, 17)}.js`)
    expect(pinned.headers['cache-control']).toContain('immutable')
    expect(pinned.text).toBe('void "the tracker"')
    expect((await test.ask('GET /script.0000000000000000.js')).status).toBe(404)
  })

  it('is healthy and ready', async () => {
    expect((await test.ask('GET /health')).text).toBe('OK')
    expect((await test.ask('GET /ready')).json).toEqual({
      is_ready: true,
      spool: { row_count: 0, bytes: 0, max_bytes: 1024 ** 3, oldest_age_ms: null, is_open: true, refused_count: 0 },
      events_store: 'reachable',
      warnings: [],
    })
    test.clock.advance(3 * 365 * 86_400_000)
    expect((await test.ask('GET /ready')).json.warnings).toEqual([expect.stringContaining('LETHE_GEO_DATABASE')])
  })
})
