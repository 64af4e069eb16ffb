import type { Site, ValueLimitRow } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let site: Site

beforeEach(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
})
afterEach(() => test.close())

const limits = async ({ key } = site) => {
  const { json } = await test.ask<{ data: ValueLimitRow[] }>(`GET /api/sites/${key}/value_limits`, { cookie })
  return json.data
}
const sendEvents = (from: number, to: number) =>
  test.send(
    batchBody({
      client_key: site.client_key,
      items: Array.from({ length: to - from }, (_, at) => ({
        id: `e${from + at}`,
        page: 'page-1',
        type: 'event',
        age_ms: 0,
        name: `made-up-${'abcdefghij'[(from + at) % 10]}${'abcdefghij'[Math.floor((from + at) / 10) % 10]}${'abcdefghij'[Math.floor((from + at) / 100)]}`,
      })),
    }),
  )

it('tells how full a column is, and how often a value was one too many', async () => {
  const other = await makeSite(test, cookie)
  for (let at = 0; at < 500; at += 50) await sendEvents(at, at + 50)
  await sendEvents(500, 520)
  expect((await limits())[0]).toEqual({
    column: 'event_name',
    value_count: 500,
    max_values_per_day: 500,
    overflow_count: 20,
  })
  expect((await limits()).find(({ column }) => column === 'path')).toMatchObject({ value_count: 1, overflow_count: 0 })
  expect(await limits(other)).toEqual([])
})

it('is told to who is signed in', async () => {
  expect((await test.ask(`GET /api/sites/${site.key}/value_limits`)).status).toBe(401)
  expect((await test.ask('GET /api/sites/none/value_limits', { cookie })).status).toBe(404)
})
