import { DEFAULT_SCRUB_SETTINGS, type ScrubSettings, type Site, type TrialAnswer } from '@lethe/catalogue'
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
  site = await makeSite(test, cookie)
})
afterAll(() => test.close())

const put = (settings: Partial<ScrubSettings>) =>
  test.ask<Site>(`PUT /api/sites/${site.key}`, {
    body: { scrub_settings: { ...DEFAULT_SCRUB_SETTINGS, ...settings } },
    cookie,
  })
let sent = 0
const beacon = () =>
  batchBody({
    client_key: site.client_key,
    pages: [{ id: 'p', url: 'https://shop.example/c/CUST-ABC' }],
    items: [
      { id: String(++sent), page: 'p', type: 'event', age_ms: 0, name: 'buy', props: { note: 'x', plan: 'pro' } },
    ],
  })
const rowOf = async () => {
  const headers = { 'user-agent': USER_AGENT, cookie }
  const { json } = await test.ask('POST /api/rum/events?debug=1', { body: beacon(), headers })
  return (json as { items: { row: unknown }[] }).items[0]?.row
}

it('are the same for everybody until they are changed', () => {
  expect(site.scrub_settings).toEqual(DEFAULT_SCRUB_SETTINGS)
})

it('count from the next beacon on, also for addresses that were clean before, and in the box to try', async () => {
  expect(await rowOf()).toMatchObject({ path: '/c/CUST-ABC', props: { note: 'x', plan: 'pro' } })
  await test.send(beacon())
  const { status, json } = await put({ patterns: ['CUST-[A-Z]+'], drop_keys: ['note'] })
  expect(status).toBe(200)
  expect(json.scrub_settings).toMatchObject({ patterns: ['CUST-[A-Z]+'], drop_keys: ['note'] })
  expect(await rowOf()).toMatchObject({ path: '/c/[custom]', props: { plan: 'pro' } })
  const body = { position: 'path', text: '/c/CUST-ABC' }
  const tried = await test.ask<TrialAnswer>(`POST /api/sites/${site.key}/depersonalize`, { body, cookie })
  expect(tried.json).toMatchObject({ output: '/c/[custom]', scrubs: [{ type: 'custom' }] })
  await put({})
  expect(await rowOf()).toMatchObject({ path: '/c/CUST-ABC' })
})

it('are those of one site only', async () => {
  await put({ patterns: ['CUST-[A-Z]+'] })
  site = await makeSite(test, cookie)
  expect(await rowOf()).toMatchObject({ path: '/c/CUST-ABC' })
})

it.each([
  [{ patterns: ['ok', 'a(?=b)'] }, 'scrub_settings.patterns.1', /look-ahead/],
  [{ patterns: ['a*'] }, 'scrub_settings.patterns.0', /empty text/],
  [{ keep_paths: ['artists/*'] }, 'scrub_settings.keep_paths.0', /begins with \//],
  [{ keep_paths: ['/a/*/b'] }, 'scrub_settings.keep_paths.0', /at the end only/],
  [{ drop_keys: ['a b'] }, 'scrub_settings.drop_keys.0', /a key: letters/],
])('refuse %j and say where and why', async (settings, path, reason) => {
  const { status, text } = await put(settings)
  expect(status).toBe(400)
  expect(JSON.parse(text).details).toEqual([{ path, expected: expect.stringMatching(reason) }])
})
