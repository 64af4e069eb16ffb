import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Site } from '@lethe/catalogue'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

const PIECES = 3
const MINUTE_MS = 60_000
let test: TestInstance
let cookie: string
let site: Site

beforeAll(async () => {
  test = await openTestInstance({ demo: false })
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
  await test.instance.app.listen({ host: '127.0.0.1', port: 0 })
  const rows = Array.from({ length: 10_000 }, (_, at) => ({ ...ROW, path: `/${at}` }))
  for (let batch = 0; batch < PIECES; batch++) await test.instance.events.insert({ id: BigInt(batch), rows })
}, MINUTE_MS)
afterAll(() => test.close())

const ROW = {
  site_id: 1,
  environment: 'production',
  type: 'pageview',
  at: Date.UTC(2026, 2, 10) / 1000,
  session_started_at: 0,
  session_id: '00000000-0000-0000-0000-000000000000',
  session_seq: 0,
  weight: 1_000_000,
  retention_days: 1825,
}

async function openExport() {
  const { port } = test.instance.app.server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const headers = { 'content-type': 'application/json', cookie, origin }
  const asked = request(`${origin}/api/sites/${site.key}/export`, { method: 'POST', headers })
  asked.end(JSON.stringify({ format: 'ndjson' }))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(200)
  return { asked, answer }
}

/** Counts the pieces that are read from the store. */
function watchPieces() {
  const { events } = test.instance
  const { exportRows } = events
  const watched = { pieces: 0, isOver: false }
  const counting = async function* (asked: Parameters<typeof exportRows>[0]) {
    try {
      for await (const piece of exportRows(asked)) {
        watched.pieces++
        yield piece
      }
    } finally {
      watched.isOver = true
    }
  }
  Object.assign(events, { exportRows: counting })
  return watched
}

const ping = () => test.instance.events.query({ sql: 'SELECT 1', params: {} })

it('gives all rows to who reads them', { timeout: MINUTE_MS }, async () => {
  const { answer } = await openExport()
  let lines = 0
  for await (const chunk of answer) for (const byte of chunk as Buffer) if (byte === 10) lines++
  expect(lines).toBe(PIECES * 10_000)
})

it('waits for a slow reader, and stops when it goes away', { timeout: MINUTE_MS }, async () => {
  const watched = watchPieces()
  const { asked, answer } = await openExport()
  await once(answer, 'readable')
  // Other reads get their turn while this one waits.
  for (let turn = 0; turn < 20; turn++) await ping()
  expect(watched.pieces).toBeLessThan(PIECES)
  expect(watched.isOver).toBe(false)
  asked.on('error', () => undefined).destroy()
  await expect.poll(() => watched.isOver, { timeout: 10_000 }).toBe(true)
  expect(watched.pieces).toBeLessThan(PIECES)
  expect(test.log()).not.toContain('an export broke off')
})

it('ends without an end when the store breaks off, and tells nothing of the engine', {
  timeout: MINUTE_MS,
}, async () => {
  const { answer } = await openExport()
  await test.instance.events.close()
  const drained = (async () => {
    for await (const _chunk of answer);
  })()
  await expect(drained).rejects.toThrow('aborted')
  expect(answer.complete).toBe(false)
  expect(test.log()).toContain('an export broke off')
  expect(test.log()).not.toMatch(/DB::Exception|SELECT/)
})
