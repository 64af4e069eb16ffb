import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Deletion, EXPORTED_COLUMNS, type Site, type Storage } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site
let other: Site

beforeAll(async () => {
  test = await openTestInstance({ demo: false })
  cookie = await test.setUp()
})
afterAll(() => test.close())
beforeEach(async () => {
  site = await makeSite(test, cookie, { name: 'Shop' })
  other = await makeSite(test, cookie, { name: 'Other' })
})

let visits = 0
const visit = async ({ client_key }: Site, path = '/') => {
  const id = `page-${++visits}`
  const pages = [{ id, url: `https://shop.example${path}` }]
  const items = [{ id: `${id}-1`, page: id, type: 'pageview' as const, age_ms: 0 }]
  expect((await test.send(batchBody({ client_key, pages, items }))).status).toBe(202)
}
const stored = () => test.instance.ingest.flush()
const views = async ({ key }: Site) => {
  const body = { site: key, kind: 'aggregation', aggregate: ['pageview_count'], time: '30d' }
  const { json } = await test.ask<{ data: { pageview_count: { value: number } } }>('POST /api/sites/query', {
    body,
    cookie,
  })
  return json.data.pageview_count.value
}
const storageOf = async ({ key }: Site) => (await test.ask<Storage>(`GET /api/sites/${key}/storage`, { cookie })).json
const recordsOf = async ({ key }: Site) =>
  (await test.ask<{ data: Deletion[] }>(`GET /api/sites/${key}/deletions`, { cookie })).json.data
const exported = ({ key }: Site, format: string) =>
  test.ask(`POST /api/sites/${key}/export`, { body: { format }, cookie })

/** Somebody of that role, signed in. */
async function signIn(role: 'admin' | 'member' | 'viewer'): Promise<string> {
  const { accounts } = test.instance.control
  const known = await accounts.byEmail('owner@example.org')
  if (known === null) throw new Error('no owner')
  const email = `${role}@example.org`
  if ((await accounts.byEmail(email)) === null)
    await accounts.create({ email, name: role, role, password_hash: known.password_hash })
  const body = { email, password: 'correct horse battery' }
  return (await test.ask('POST /api/login', { body })).cookie ?? expect.fail('no login')
}

describe('who may', () => {
  it.each(['POST /api/sites/x/export', 'POST /api/sites/x/delete', 'GET /api/sites/x/deletions', 'GET /api/deletions'])(
    '%s: nobody who is not signed in',
    async (call) => {
      const answer = await test.ask(call, call.startsWith('GET') ? {} : { body: {} })
      expect(answer.json).toMatchObject({ status: 401 })
    },
  )

  it.each(['member', 'viewer'] as const)('a %s may neither export nor delete', async (role) => {
    const theirs = await signIn(role)
    const calls: [string, object | undefined][] = [
      [`POST /api/sites/${site.key}/export`, { format: 'csv' }],
      [`POST /api/sites/${site.key}/delete`, { scope: 'all', confirm: 'Shop' }],
      [`DELETE /api/sites/${site.key}`, undefined],
      ['GET /api/deletions', undefined],
    ]
    for (const [call, body] of calls)
      expect((await test.ask(call, { cookie: theirs, ...(body && { body }) })).json, call).toMatchObject({
        code: 'forbidden',
      })
    expect((await test.ask(`GET /api/sites/${site.key}/storage`, { cookie: theirs })).status).toBe(200)
  })

  it('an admin may both', async () => {
    const theirs = await signIn('admin')
    const body = { format: 'ndjson' }
    expect((await test.ask(`POST /api/sites/${site.key}/export`, { cookie: theirs, body })).status).toBe(200)
  })
})

describe('an export', () => {
  it('holds the rows of the site alone, with attribution, as a file', async () => {
    for (const path of ['/one', '/two']) await visit(site, path)
    await visit(other, '/secret')
    await stored()
    const json = await exported(site, 'ndjson')
    expect(json.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': `attachment; filename="lethe-${site.key}-2026-03-10.ndjson"`,
      link: '<https://db-ip.com>; rel="via"; title="Country data: DB-IP Lite, CC BY 4.0"',
      'cache-control': 'no-store',
    })
    const rows = json.text.trimEnd().split('\n')
    expect(rows.map((row) => JSON.parse(row).path).sort()).toEqual(['/one', '/two'])
    const csv = await exported(site, 'csv')
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    const lines = csv.text.split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]?.split(',').map((name) => name.slice(1, -1))).toEqual(EXPORTED_COLUMNS)
    expect(csv.text).not.toContain('secret')
  })

  it.each([{}, { format: 'parquet' }, { format: 'csv', start: '2026-01-01' }])(
    'refuses %j instead of giving something else',
    async (body) => {
      const answer = await test.ask(`POST /api/sites/${site.key}/export`, { body, cookie })
      expect(answer.json).toMatchObject({ code: 'invalid_request' })
    },
  )
})

const rowOf = (of: Site) => ({
  site_id: test.instance.sites.byKey(of.key)?.id ?? 0,
  environment: 'production',
  type: 'pageview',
  at: test.clock.now() / 1000,
  session_started_at: 0,
  session_id: '00000000-0000-0000-0000-000000000000',
  session_seq: 0,
  weight: 1_000_000,
  retention_days: 365,
})

describe('deleting the data of a site', () => {
  const erase = (body: object = { scope: 'all', confirm: 'Shop' }) =>
    test.ask<Deletion>(`POST /api/sites/${site.key}/delete`, { body, cookie })
  const isDone = () =>
    expect.poll(async () => (await recordsOf(site)).map(({ state }) => state), { timeout: 15_000 }).toEqual(['done'])

  it.each([
    { scope: 'all', confirm: 'shop' },
    { scope: 'all', confirm: '' },
    { scope: 'all' },
    { scope: 'site', confirm: 'Shop' },
    { scope: 'all', confirm: 'Shop', start: '2026-01-01' },
  ])('is refused for %j', async (body) => {
    expect((await erase(body)).json).toMatchObject({ code: 'invalid_request' })
    expect(await recordsOf(site)).toEqual([])
  })

  it('takes rows, counts and memory, leaves the site and all others, and is written down', async () => {
    await visit(site, '/one')
    await visit(site, '/two')
    await visit(other)
    await stored()
    const before = await views(other)
    // This one waits in the spool.
    await visit(site, '/three')
    const asked = await erase()
    expect(asked.status).toBe(202)
    expect(asked.json).toMatchObject({ scope: 'all', state: 'running', requested_by: 'owner@example.org' })
    await isDone()
    expect(await recordsOf(site)).toEqual([
      { ...asked.json, state: 'done', row_count: 2, finished_at: test.clock.now() },
    ])
    expect(await recordsOf(other)).toEqual([])
    expect([await views(site), await views(other)]).toEqual([0, before])
    const outcomes = `GET /api/sites/${site.key}/outcomes`
    expect((await test.ask(outcomes, { cookie })).json).toEqual({ data: [] })
    const { json } = await test.ask<Site>(`GET /api/sites/${site.key}`, { cookie })
    expect(json).toEqual({ ...site, first_pageview_at: null })
    expect((await test.instance.memory.ephemeral.size()).sessions).toBeGreaterThan(0)
    await visit(site)
    await stored()
    expect(await views(site)).toBe(1)
    const rows = (await exported(site, 'ndjson')).text.trim().split('\n')
    expect(rows.map((row) => JSON.parse(row))).toMatchObject([{ session_seq: 1, is_first_of_day: 1 }])
  })

  it('goes on at the next start when the server ends in the middle', async () => {
    await visit(site)
    await stored()
    const id = test.instance.sites.byKey(site.key)?.id ?? 0
    const { deletions } = test.instance.control
    await deletions.begin({ site_id: id, scope: 'all', requested_at: test.clock.now(), account_id: null })
    await test.restart()
    expect(test.instance.tombstones.isErased(id, test.clock.now())).toBe(true)
    expect(test.instance.tombstones.isErased(id, test.clock.now() + 1)).toBe(false)
    await isDone()
    expect(await views(site)).toBe(0)
  })

  it('of a site that is deleted leaves a record without a name', async () => {
    await visit(site)
    await stored()
    const id = test.instance.sites.byKey(site.key)?.id ?? 0
    expect((await test.ask(`DELETE /api/sites/${site.key}`, { cookie })).status).toBe(204)
    const { json, text } = await test.ask<{ data: Deletion[] }>('GET /api/deletions', { cookie })
    expect(json.data[0]).toMatchObject({ scope: 'site', state: 'done', row_count: 1 })
    expect(text).not.toContain(site.key)
    expect(text).not.toContain('Shop')
    expect(test.instance.tombstones.isGone(id)).toBe(true)
    expect(test.instance.tombstones.isErased(id, Number.MAX_SAFE_INTEGER)).toBe(true)
  })
})

it('leaves no byte of a deleted site in any file, and all of the others', async () => {
  const gone = await makeSite(test, cookie, { name: 'quillfeather' })
  await visit(gone, '/brambleworth')
  await visit(other, '/saltmarrow')
  await stored()
  // This one waits in the spool.
  await visit(gone, '/brambleworth')
  const bytes = () =>
    readdirSync(test.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n')
  const words = ['quillfeather', 'brambleworth', gone.key, gone.client_key]
  for (const word of words) expect(bytes(), word).toContain(word)
  expect((await test.ask(`DELETE /api/sites/${gone.key}`, { cookie })).status).toBe(204)
  for (const word of words) expect(bytes(), word).not.toContain(word)
  expect(bytes()).toContain('saltmarrow')
  expect(await views(other)).toBe(1)
})

describe('retention', () => {
  const DAY = 86_400_000
  const age = (days: number) => ({ ...rowOf(site), at: (test.clock.now() - days * DAY) / 1000, retention_days: 1825 })

  it('of a site without rows has nothing to say', async () => {
    expect(await storageOf(site)).toEqual({ row_count: 0, oldest_at: null, first_expiry_at: null })
  })

  it('that is lowered deletes what is older by now, and what gets older later', async () => {
    const kept = { ...age(300), site_id: rowOf(other).site_id }
    await test.instance.events.insert({ id: 990n, rows: [age(300), age(31), age(30), age(1), kept] })
    expect(await storageOf(site)).toEqual({
      row_count: 4,
      oldest_at: test.clock.now() - 300 * DAY,
      first_expiry_at: test.clock.now() + 65 * DAY,
    })
    await test.ask(`PUT /api/sites/${site.key}`, { body: { name: 'Shop', retention_days: 30 }, cookie })
    await expect.poll(async () => (await storageOf(site)).row_count, { timeout: 15_000 }).toBe(2)
    expect((await storageOf(site)).first_expiry_at).toBe(test.clock.now())
    test.clock.advance(DAY)
    await test.instance.retention.enforce()
    const rows = [site, other].map(({ key }) => test.instance.sites.byKey(key)?.id ?? 0)
    const left = rows.map((site_id) => test.instance.events.countRows([{ site_id }]))
    expect(await Promise.all(left)).toEqual([1, 1])
    const parts = "SELECT count() AS n FROM system.parts WHERE table = 'events' AND NOT active AND rows > 0"
    expect(await test.instance.events.query({ sql: parts, params: {} })).toEqual([{ n: 0 }])
  })
})
