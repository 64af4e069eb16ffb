import type { ScrubSum, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

const scrubs = async (range = '') => {
  const { json } = await test.ask<{ data: ScrubSum[] }>(`GET /api/sites/${site.key}/scrubs${range}`, { cookie })
  return json.data
}
const beacon = (id: string) =>
  batchBody({
    client_key: site.client_key,
    pages: [{ id: 'p', url: 'https://shop.example/u/ann@mail.example/203.0.113.7' }],
    items: [{ id, page: 'p', type: 'pageview', age_ms: 0 }],
  })

it('counts what was taken out by type and place, for accounts only, and never tells a value', async () => {
  expect((await test.ask(`GET /api/sites/${site.key}/scrubs`)).status).toBe(401)
  expect((await test.ask('GET /api/sites/nobody/scrubs', { cookie })).status).toBe(404)
  expect(await scrubs()).toEqual([])
  await test.send(beacon('1'))
  await test.send(beacon('2'))
  expect(await scrubs()).toEqual([
    { type: 'email', position: 'path', count: 2 },
    { type: 'ip', position: 'path', count: 2 },
  ])
  expect(await scrubs('?end=2020-01-01T00:00:00Z')).toEqual([])
})

it('says in a preview what was taken out of which item, and why', async () => {
  const before = await scrubs()
  const { json } = await test.ask('POST /api/rum/events?debug=1', {
    body: beacon('3'),
    headers: { 'user-agent': USER_AGENT, cookie },
  })
  expect(json).toMatchObject({
    items: [
      {
        row: { path: '/u/[email]/[ip]' },
        scrubs: [
          { type: 'email', position: 'path', reason: 'plain' },
          { type: 'ip', position: 'path', reason: 'plain' },
        ],
      },
    ],
  })
  expect(await scrubs()).toEqual(before)
})
