import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Session } from 'chdb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChdbEvents } from './chdb.ts'
import { CONTRACT_MEMORY_BYTES, describeEventsStore, eventRow } from './contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'lethe-chdb-'))
const path = join(folder, 'events')
const open = () => openChdbEvents({ path, memory_bytes: CONTRACT_MEMORY_BYTES })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeEventsStore('chDB in the process', open)

describe('the embedded engine', () => {
  it('keeps the process within its memory while a costly query fails', async () => {
    const store = await open()
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 20)
    const sql = `SELECT count(), sum(length(texts)) FROM
      (SELECT number, groupArray(toString(number)) AS texts FROM numbers(60000000) GROUP BY number)`
    const both = [1, 2].map(() => store.query({ sql, params: {} }))
    const outcomes = await Promise.allSettled(both)
    clearInterval(watch)
    await store.close()
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected' })
      expect(['query_too_costly', 'overloaded']).toContain((outcome as PromiseRejectedResult).reason.code)
    }
    expect(peak).toBeGreaterThan(0)
    expect(peak).toBeLessThan(CONTRACT_MEMORY_BYTES + 600 * 1024 ** 2)
  })

  it('takes its sizes from us, not from the machine', async () => {
    const store = await open()
    const sizes = await store.query<{ name: string; value: string }>({
      sql: `SELECT name, value FROM system.server_settings
        WHERE name IN ('max_server_memory_usage', 'mark_cache_size', 'primary_index_cache_size')`,
      params: {},
    })
    await store.close()
    const limit = String(CONTRACT_MEMORY_BYTES)
    expect(sizes).toContainEqual({ name: 'max_server_memory_usage', value: limit })
    expect(sizes).toHaveLength(3)
    for (const { value } of sizes) expect(Number(value)).toBeLessThanOrEqual(CONTRACT_MEMORY_BYTES)
  })

  it('refuses work once it is closed, and closing twice is closing once', async () => {
    const store = await open()
    await Promise.all([store.close(), store.close()])
    await expect(store.query({ sql: 'SELECT 1', params: {} })).rejects.toMatchObject({ code: 'store_unavailable' })
  })

  it('finishes what is under way before it closes', async () => {
    const store = await open()
    const write = store.insert({ id: 1n, rows: [eventRow({ site_id: 500 })] })
    await store.close()
    await write
    const again = await open()
    const sql = 'SELECT count() AS n FROM events WHERE site_id = 500'
    expect(await again.query({ sql, params: {} })).toEqual([{ n: 1 }])
    await again.close()
  })
})

describe('a data folder in use', () => {
  it('is refused to a second store of the same process', async () => {
    const store = await open()
    await expect(open()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(path) })
    await store.close()
  })

  it('is refused when another process has the engine open there', async () => {
    const script = `new (require('chdb').Session)(process.argv[1]).query('SELECT 1'); console.log('open'); setTimeout(() => {}, 60000)`
    const other = spawn(process.execPath, ['-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    await expect(open()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(path) })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await (await open()).close()
  })
})

describe('the schema', () => {
  let engine: Session
  const admin = (sql: string) => engine.query(sql, 'TSV').trim()
  beforeAll(async () => {
    await (await open()).close()
    engine = new Session(path)
  })
  afterAll(() => engine.close())

  it('gains a column that the catalogue declares and the table lacks', async () => {
    admin('ALTER TABLE lethe.events DROP COLUMN release')
    const store = await open()
    await store.insert({ id: 600n, rows: [eventRow({ site_id: 600, release: '1.2.3' })] })
    const sql = 'SELECT release FROM events WHERE site_id = 600'
    expect(await store.query({ sql, params: {} })).toEqual([{ release: '1.2.3' }])
    await store.close()
  })

  it('zeroes session ids after 30 days and drops rows after their retention class', async () => {
    const day = 86_400
    const now = Number(admin('SELECT toUnixTimestamp(now())'))
    const row = (days: number, retention_days: number, path: string) =>
      eventRow({ site_id: 601, at: now - days * day, retention_days, path })
    // In the background, as in production, only sooner: OPTIMIZE would hide that the engine never gets to it (ADR 0002).
    admin('ALTER TABLE lethe.events MODIFY SETTING merge_with_ttl_timeout = 1')
    const store = await open()
    const rows = [row(1, 365, 'fresh'), row(40, 365, 'old id'), row(40, 30, 'expired'), row(29, 30, 'last day')]
    await store.insert({ id: 601n, rows })
    const sql =
      "SELECT path, session_id != toUUID('00000000-0000-0000-0000-000000000000') AS has_id FROM events WHERE site_id = 601 ORDER BY path"
    await expect
      .poll(() => store.query({ sql, params: {} }), { timeout: 15_000 })
      .toEqual([
        { path: 'fresh', has_id: 1 },
        { path: 'last day', has_id: 1 },
        { path: 'old id', has_id: 0 },
      ])
    await store.close()
  })

  it('of a newer version is refused', async () => {
    admin("INSERT INTO lethe.schema_migrations (id, name) VALUES (999, 'future')")
    await expect(open()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('newer version of Lethe (schema 999'),
    })
  })
})
