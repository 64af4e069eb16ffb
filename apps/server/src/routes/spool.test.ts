import { batchBody } from '@lethe/testkit'
import { beforeAll, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
let client_key: string
beforeAll(async () => {
  test = await openTestInstance({}, { flush_wait_ms: 3_600_000 })
  cookie = await test.setUp()
  ;({ client_key } = await makeSite(test, cookie))
})

const view = (id: string) => ({ id, page: 'page-1', type: 'pageview', age_ms: 0 }) as const
const send = (id: string) => test.send(batchBody({ client_key, items: [view(id)] }))
const state = async () => (await test.ask('GET /api/spool', { cookie })).json
const stored = async () => (await test.instance.events.query({ sql: 'SELECT count() AS n FROM events', params: {} }))[0]

it('tells what waits, and warns when it waits for long', async () => {
  expect((await send('a')).status).toBe(202)
  expect(await state()).toMatchObject({ row_count: 1, oldest_age_ms: 0, is_open: true, refused: [] })
  test.clock.advance(10 * 60_000)
  const { json } = await test.ask('GET /ready')
  expect(json).toMatchObject({ is_ready: true, spool: { row_count: 1, oldest_age_ms: 600_000, refused_count: 0 } })
  expect(json.warnings).toEqual([expect.stringMatching(/^1 rows wait .* for 10 min/)])
  await test.instance.ingest.flush()
  expect((await test.ask('GET /ready')).json.warnings).toEqual([])
})

it('keeps a batch that was refused, whole, until somebody tries it again or gives it up', async () => {
  const { spool } = test.instance
  const refuse = async (id: string) => {
    await send(id)
    await spool.seal()
    const batch = await spool.next()
    await spool.refuse(batch?.id ?? 0n)
    return String(batch?.id)
  }
  const [first, second] = [await refuse('b'), await refuse('c')]
  expect((await test.ask('GET /ready')).json.warnings).toEqual([
    expect.stringContaining('refused 2 batches with 2 rows'),
  ])
  expect((await state()).refused).toMatchObject([{ id: first, row_count: 1 }, { id: second }])
  const call = (what: string) => test.ask(what, { cookie })
  expect((await call('POST /api/spool/refused/12345/retry')).status).toBe(404)
  expect((await call('POST /api/spool/refused/nonsense/retry')).status).toBe(400)
  expect((await call(`POST /api/spool/refused/${first}/retry`)).status).toBe(204)
  expect((await call(`DELETE /api/spool/refused/${second}`)).status).toBe(204)
  await test.instance.ingest.flush()
  expect([await stored(), (await state()).refused]).toEqual([{ n: 2 }, []])
})

it('is for signed-in accounts', async () => {
  expect((await test.ask('GET /api/spool')).status).toBe(401)
  expect((await test.ask('POST /api/spool/refused/1/retry')).status).toBe(401)
})

it('answers 503 to /ready while the disk takes no writes', async () => {
  // The engine opens one folder at a time.
  await test.close()
  const full = await openTestInstance({}, { spool: { min_free_bytes: Number.MAX_SAFE_INTEGER } })
  const { status, json } = await full.ask('GET /ready')
  expect([status, json.is_ready]).toEqual([503, false])
  expect(json.warnings).toEqual([expect.stringContaining('LETHE_SPOOL_BYTES')])
  await full.close()
})
