import type { OutcomeRow, QuotaState, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

/** The clock of the tests stands at 2026-03-10T10:00:30Z. */
const TO_MIDNIGHT_IN_KATHMANDU_MS = Date.parse('2026-03-10T18:15:00Z') - Date.parse('2026-03-10T10:00:30Z')

let test: TestInstance
let cookie: string
let site: Site

beforeEach(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
  site = await makeSite(test, cookie, { timezone: 'Asia/Kathmandu', quota_items_per_day: 3 })
})
afterEach(() => test.close())

const view = async (times: number, { client_key } = site) => {
  const statuses = []
  for (let at = 0; at < times; at++) statuses.push((await test.send(batchBody({ client_key }))).status)
  return statuses
}
const put = (body: object) => test.ask(`PUT /api/sites/${site.key}`, { body: { name: 'Shop', ...body }, cookie })
const quota = async ({ key } = site) => (await test.ask<QuotaState>(`GET /api/sites/${key}/quota`, { cookie })).json
const outcomes = async () => {
  const { json } = await test.ask<{ data: OutcomeRow[] }>(`GET /api/sites/${site.key}/outcomes`, { cookie })
  const sums: Record<string, number> = {}
  for (const { reason, count } of json.data) sums[reason] = (sums[reason] ?? 0) + count
  return sums
}

describe('the daily quota of a site', () => {
  it('is an outcome and no oracle, leaves other sites alone, and begins anew at midnight of the zone', async () => {
    const other = await makeSite(test, cookie)
    expect(await view(5)).toEqual(Array(5).fill(202))
    expect(await outcomes()).toEqual({ accepted: 3, quota: 2 })
    expect(await quota()).toEqual({
      quota_items_per_day: 3,
      item_count: 3,
      start: '2026-03-09T18:15:00.000Z',
      end: '2026-03-10T18:15:00.000Z',
    })
    await view(4, other)
    expect(await quota(other)).toMatchObject({ quota_items_per_day: null, item_count: 4 })
    test.clock.advance(TO_MIDNIGHT_IN_KATHMANDU_MS - 1)
    await view(1)
    expect(await outcomes()).toEqual({ accepted: 3, quota: 3 })
    test.clock.advance(1)
    await view(1)
    expect(await outcomes()).toEqual({ accepted: 4, quota: 3 })
    expect(await quota()).toMatchObject({ item_count: 1, start: '2026-03-10T18:15:00.000Z' })
  })

  it('stays used up after a restart', async () => {
    await view(2)
    await test.restart()
    expect((await quota()).item_count).toBe(2)
    await view(2)
    expect(await outcomes()).toEqual({ accepted: 3, quota: 1 })
  })

  it('is set, raised and taken away, and counts what was stored before', async () => {
    await put({ quota_items_per_day: null })
    await view(4)
    await put({ quota_items_per_day: 4 })
    await view(1)
    expect(await outcomes()).toEqual({ accepted: 4, quota: 1 })
    await put({ sampling: 100 })
    expect((await quota()).quota_items_per_day).toBe(4)
    await put({ quota_items_per_day: 5 })
    await view(2)
    expect(await outcomes()).toEqual({ accepted: 5, quota: 2 })
  })

  it.each([0, -1, 1.5, 1_000_000_001, '5', true])('is not %j', async (quota_items_per_day) => {
    const { status, json } = await put({ quota_items_per_day })
    expect([status, json.code]).toEqual([400, 'invalid_request'])
    expect(JSON.stringify(json.details)).toContain('quota_items_per_day')
    expect((await quota()).quota_items_per_day).toBe(3)
  })

  it('is told to who is signed in', async () => {
    expect((await test.ask(`GET /api/sites/${site.key}/quota`)).status).toBe(401)
    expect((await test.ask('GET /api/sites/none/quota', { cookie })).status).toBe(404)
  })
})
