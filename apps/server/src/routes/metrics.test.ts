import { OPERATIONAL_METRICS } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

const TOKEN = 'a-token-of-some-length'
let test: TestInstance
beforeAll(async () => {
  test = await openTestInstance()
})
afterAll(() => test?.close())

const scrape = async () => {
  const { text } = await test.ask('GET /metrics')
  const samples = [...text.matchAll(/^(\w+(?:\{[^}]*\})?) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)])
  return { text, samples: Object.fromEntries(samples) as Record<string, number> }
}

it('tells of every metric that is declared, in the text format', async () => {
  const { text, samples } = await scrape()
  for (const [name, { type, help }] of Object.entries(OPERATIONAL_METRICS)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`)
  }
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) lethe_|lethe_\w+(\{.*\})? -?[\d.e+-]+$)/)
  expect(Object.values(samples).every(Number.isFinite)).toBe(true)
  expect(samples.lethe_process_resident_memory_bytes).toBeGreaterThan(50_000_000)
})

it('counts what becomes of items, commits, rows and requests', async () => {
  const { client_key } = await makeSite(test, await test.setUp())
  const item = { id: 'a', page: 'page-1', type: 'pageview', age_ms: 0 } as const
  await test.send(batchBody({ client_key, items: [item] }))
  await test.send(batchBody({ client_key, items: [item] }))
  await test.send('{')
  await test.instance.ingest.flush()
  expect((await scrape()).samples).toMatchObject({
    'lethe_items_total{outcome="accepted",reason="accepted"}': 1,
    'lethe_items_total{outcome="invalid",reason="duplicate"}': 1,
    'lethe_requests_refused_total{code="invalid_request"}': 1,
    lethe_commits_total: 1,
    lethe_rows_written_total: 1,
    lethe_spool_rows: 0,
    lethe_spool_open: 1,
    lethe_sessions_live: 1,
  })
})

describe('who may read it', () => {
  it.each([
    ['this machine', {}, undefined, 200],
    ['this machine over IPv6', {}, '::1', 200],
    ['another machine', {}, '192.0.2.1', 403],
    ['this machine by its address', { host: '127.0.0.1:8787' }, undefined, 200],
    ['a proxy on this machine', { 'x-forwarded-for': '192.0.2.1' }, undefined, 403],
    ['a proxy that hides the visitor', { 'x-forwarded-proto': 'https' }, undefined, 403],
    ['a proxy of a delivery network', { 'cf-connecting-ip': '192.0.2.1' }, undefined, 403],
    ['a proxy that passes on nothing but the name', { host: 'stats.example.org' }, undefined, 403],
  ])('without a token: %s', async (_who, headers, peer, status) => {
    expect((await test.ask('GET /metrics', { headers, ...(peer && { peer }) })).status).toBe(status)
  })

  it('with a token: whoever sends it, from anywhere, and nobody else', async () => {
    // The engine opens one folder at a time.
    await test.close()
    test = await openTestInstance({ metrics_token: TOKEN })
    const statusOf = async (headers: Readonly<Record<string, string>>, peer: string) =>
      (await test.ask('GET /metrics', { headers, peer })).status
    expect(await statusOf({ authorization: `Bearer ${TOKEN}` }, '192.0.2.1')).toBe(200)
    expect(await statusOf({ authorization: 'Bearer nonsense' }, '192.0.2.1')).toBe(401)
    expect(await statusOf({}, '127.0.0.1')).toBe(401)
  })
})
