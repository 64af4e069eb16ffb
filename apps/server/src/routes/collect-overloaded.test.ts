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
