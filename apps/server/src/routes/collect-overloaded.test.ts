import type { OutcomeRow } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { makeSite, openTestInstance } from '../testing/test-instance.ts'

it('answers 503 without room, keeps nothing, and takes the same items when they come again', async () => {
  const full = await openTestInstance({}, { spool: { max_bytes: 2_600 }, flush_wait_ms: 60_000 })
  const owner = await full.setUp()
  const { client_key } = await makeSite(full, owner)
  const view = (page: string) => ({ id: page, page: 'page-1', type: 'pageview', age_ms: 0 }) as const
  const send = (...pages: string[]) => full.send(batchBody({ client_key, items: pages.map(view) }))
  expect((await send('a')).status).toBe(202)
  const refused = await send('b', 'c')
  expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([503, 'overloaded', '10'])
  expect(refused.headers['access-control-allow-origin']).toBe('*')
  await full.instance.ingest.flush()
  expect((await send('b', 'c')).status).toBe(202)
  await full.instance.ingest.flush()
  const sql = 'SELECT session_seq AS seq FROM events ORDER BY seq'
  expect(await full.instance.events.query({ sql, params: {} })).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
  expect((await full.ask<{ data: unknown }>('GET /api/refusals', { cookie: owner })).json.data).toEqual([
    { code: 'overloaded', count: 1 },
  ])
  await full.close()
})

it('answers 503 to the site of which too much waits, and to no other', async () => {
  const busy = await openTestInstance({}, { turns: { perTurn: 1, maxWaiting: 4 } })
  const owner = await busy.setUp()
  const flooded = await makeSite(busy, owner)
  const calm = await makeSite(busy, owner)
  const flood = Array.from({ length: 60 }, () => busy.send(batchBody({ client_key: flooded.client_key })))
  const other = await busy.send(batchBody({ client_key: calm.client_key }))
  const refused = (await Promise.all(flood)).filter(({ status }) => status !== 202)
  expect(refused.length).toBeGreaterThan(0)
  for (const { status, json, headers } of refused) {
    expect([status, json.code, headers['retry-after']]).toEqual([503, 'overloaded', '10'])
  }
  expect(other.status).toBe(202)
  const refusals = await busy.ask<{ data: unknown }>('GET /api/refusals', { cookie: owner })
  expect(refusals.json.data).toEqual([{ code: 'overloaded', count: refused.length }])
  const { json } = await busy.ask<{ data: OutcomeRow[] }>(`GET /api/sites/${flooded.key}/outcomes`, { cookie: owner })
  expect(json.data).toMatchObject([{ outcome: 'accepted', count: 60 - refused.length }])
  expect(busy.log()).not.toContain('request failed')
  await busy.close()
})
