import type { PathTemplate, Site, TrialAnswer } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance, USER_AGENT } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
})
beforeEach(async () => {
  site = await makeSite(test, cookie, { learn_paths: true, learn_paths_limit: 20 })
})
afterAll(() => test.close())

let sent = 0
const viewOf = (path: string) =>
  batchBody({
    client_key: site.client_key,
    pages: [{ id: `p${++sent}`, url: `https://shop.example${path}` }],
    items: [{ id: `i${sent}`, page: `p${sent}`, type: 'pageview', age_ms: 0 }],
  })
const visit = (path: string) => test.send(viewOf(path))
const visitMany = async (from: number, to: number) => {
  for (let at = from; at < to; at++) await visit(`/boards/board-${at}x`)
}
const idOf = () => test.instance.sites.byKey(site.key) as { readonly id: number }
const pathsOf = async () => {
  await test.instance.ingest.flush()
  const rows = await test.instance.events.query<{ path: string; entry_path: string }>({
    sql: 'SELECT path, entry_path FROM events WHERE site_id = {site:UInt32} GROUP BY ALL ORDER BY path',
    params: { site: idOf().id },
  })
  return rows.map(({ path }) => path)
}
const listed = async () =>
  (await test.ask<{ data: PathTemplate[] }>(`GET /api/sites/${site.key}/path_templates`, { cookie })).json.data
const forget = (template: string, rest = '', key = site.key) =>
  test.ask(`DELETE /api/sites/${key}/path_templates?template=${encodeURIComponent(template)}${rest}`, { cookie })
const previewOf = async (path: string) => {
  const headers = { 'user-agent': USER_AGENT, cookie }
  const { json } = await test.ask('POST /api/rum/events?debug=1', { body: viewOf(path), headers })
  return (json as { items: { row: { path: string; entry_path: string } }[] }).items[0]?.row
}

it('collapses what has too many values, and lists when and how many', async () => {
  await visitMany(0, 20)
  expect(await listed()).toEqual([])
  await visit('/boards/one-more')
  await visit('/boards/another/edit')
  const stored = await pathsOf()
  expect(stored).toHaveLength(22)
  expect(stored.slice(0, 2)).toEqual(['/boards/*', '/boards/*/edit'])
  expect(await listed()).toEqual([
    { template: '/boards/*', learnt_at: '2026-03-10T10:00:30.000Z', child_count: 21, is_kept: false },
  ])
})

it('is off unless switched on', async () => {
  expect(await makeSite(test, cookie)).toMatchObject({ learn_paths: false, learn_paths_limit: 200 })
  await test.ask(`PUT /api/sites/${site.key}`, { body: { learn_paths: false }, cookie })
  await visitMany(0, 40)
  expect(await listed()).toEqual([])
  expect(await pathsOf()).toHaveLength(40)
})

it('is shown by a preview and in the box to try, without learning from them', async () => {
  await visitMany(0, 20)
  for (const path of ['/boards/a', '/boards/b']) {
    expect(await previewOf(path)).toMatchObject({ path: '/boards/*', entry_path: '/boards/*' })
    const body = { position: 'path', text: path }
    const tried = await test.ask<TrialAnswer>(`POST /api/sites/${site.key}/depersonalize`, { body, cookie })
    expect(tried.json).toMatchObject({ output: '/boards/*', templates: ['/boards/*'] })
  }
  expect(await listed()).toEqual([])
  expect(await previewOf('/boards/board-3x')).toMatchObject({ path: '/boards/board-3x' })
})

it('is forgotten for good, or so that it may be learnt again', async () => {
  await visitMany(0, 21)
  expect((await forget('/boards/*')).status).toBe(204)
  await visitMany(100, 130)
  expect(await listed()).toMatchObject([{ template: '/boards/*', is_kept: true }])
  expect(await previewOf('/boards/new')).toMatchObject({ path: '/boards/new' })
  expect((await forget('/boards/*', '&may_return=true')).status).toBe(204)
  expect(await listed()).toEqual([])
  await visitMany(200, 221)
  expect(await listed()).toMatchObject([{ template: '/boards/*', is_kept: false }])
})

it('survives a restart, also what was forgotten for good', async () => {
  await visitMany(0, 21)
  for (let at = 0; at < 21; at++) await visit(`/docs/doc-${at}x`)
  await forget('/docs/*')
  await test.restart()
  expect(await previewOf('/boards/board-3x')).toMatchObject({ path: '/boards/*' })
  expect(await previewOf('/docs/new')).toMatchObject({ path: '/docs/new' })
})

it('is handed over: a successor goes on counting', async () => {
  await visitMany(0, 20)
  const { memory } = test.instance
  await test.instance.release()
  await test.openOn(memory)
  await visit('/boards/one-more')
  expect(await listed()).toMatchObject([{ template: '/boards/*', child_count: 21 }])
})

it('goes with its site', async () => {
  await visitMany(0, 21)
  const { id } = idOf()
  expect(await listed()).toHaveLength(1)
  expect((await test.ask(`DELETE /api/sites/${site.key}`, { cookie })).status).toBe(204)
  expect(await test.instance.control.pathTemplates.list(id)).toEqual([])
})

it.each([
  ['/nothing/*', 404],
  ['boards', 400],
])('forgetting %s is answered %i', async (template, status) => {
  expect((await forget(template)).status).toBe(status)
})

it('is for those who may change the site, and within bounds', async () => {
  const { status } = await test.ask(`DELETE /api/sites/${site.key}/path_templates?template=/a/*`)
  expect(status).toBe(401)
  for (const learn_paths_limit of [19, 1_001, 50.5])
    expect((await test.ask(`PUT /api/sites/${site.key}`, { body: { learn_paths_limit }, cookie })).status).toBe(400)
})
