import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIdentity } from '@lethe/identity'
import { openPipeline, parseBeacon } from '@lethe/pipeline'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { type EventRow, type EventsStore, openChdbEvents } from '@lethe/store/events'
import { generateVisits, seededRandom, TEST_CLIENT_KEY } from '@lethe/testkit'
import { Session } from 'chdb'

/**
 * What a row costs on disk and how fast rows go in. `npm run bench -- store [PAGEVIEWS]` (default 100,000), one JSON object a line.
 * Rows are those of the seeded month after the real pipeline, in batches of 10,000 of one thirtieth of the period each.
 */
const PAGEVIEWS = Number(process.argv[2] ?? 100_000)
const BATCH = 10_000
// Session ids older than 30 days are cleared: rows from the past would look smaller than they are.
const NOW = Math.floor(Date.now() / 86_400_000) * 86_400_000
const SITE = {
  id: 1,
  timezone: 'Europe/Berlin',
  webvitals_enabled: true,
  errors_enabled: true,
  sampling: 100,
  filter_bots: true,
  filter_localhost: false,
  honor_gpc: true,
  honor_dnt: false,
  query_params: [],
  include_fragment: false,
  retention_days: 1825,
}

const print = (metric: string, value: number, unit: string, more: object = {}) =>
  console.log(JSON.stringify({ bench: 'store', metric, value: Math.round(value * 100) / 100, unit, ...more }))

async function seededRows(): Promise<EventRow[]> {
  const rows: EventRow[] = []
  let now = 0
  let country = ''
  const random = seededRandom(7)
  const randomBytes = (size: number) => Uint8Array.from({ length: size }, () => Math.floor(random.next() * 256))
  const pipeline = openPipeline({
    findSite: () => SITE,
    identity: openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: () => now }), randomBytes }),
    countryOf: () => country,
    reserve: () => true,
    append: async (entry) => void rows.push(...entry.rows),
    count: () => undefined,
    randomBytes,
    now: () => now,
  })
  const month = { seed: 1, client_key: TEST_CLIENT_KEY, days: 30, pageviews: PAGEVIEWS, now: NOW }
  for (const visit of generateVisits({ ...month, origin: 'https://shop.example' })) {
    now = visit.at
    country = visit.country
    const sender = { ip: visit.ip, user_agent: visit.user_agent, is_gpc: false, is_dnt: false }
    await pipeline.collect(parseBeacon(JSON.stringify(visit.body)), sender)
  }
  return rows
}

async function measureInserts(store: EventsStore, rows: readonly EventRow[]): Promise<void> {
  const started = performance.now()
  const slowest = { ms: 0 }
  for (let at = 0; at < rows.length; at += BATCH) {
    const before = performance.now()
    await store.insert({ id: BigInt(at + 1), rows: rows.slice(at, at + BATCH) })
    slowest.ms = Math.max(slowest.ms, performance.now() - before)
  }
  print('insert_rate', rows.length / ((performance.now() - started) / 1_000), 'rows/s', { batch: BATCH })
  print('insert_slowest', slowest.ms, 'ms', { batch: BATCH })
}

interface ColumnSize {
  readonly name: string
  readonly bytes: number
}

async function measureDisk(store: EventsStore, label: string): Promise<void> {
  const [total] = await store.query<{ rows: number; bytes: number; parts: number }>({
    sql: "SELECT sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND table = 'events'",
    params: {},
  })
  if (!total) return
  print('bytes_per_row', total.bytes / total.rows, 'bytes', { when: label, rows: total.rows, parts: total.parts })
  if (label !== 'merged') return
  const columns = await store.query<ColumnSize>({
    sql: `SELECT column AS name, sum(column_bytes_on_disk) AS bytes FROM system.parts_columns
      WHERE active AND table = 'events' GROUP BY name ORDER BY bytes DESC LIMIT 16`,
    params: {},
  })
  for (const { name, bytes } of columns) print('column_bytes_per_row', bytes / total.rows, 'bytes', { column: name })
}

const folder = mkdtempSync(join(tmpdir(), 'lethe-bench-'))
const path = join(folder, 'events')
try {
  const started = performance.now()
  const rows = await seededRows()
  print('pipeline_rate', rows.length / ((performance.now() - started) / 1_000), 'rows/s')
  const store = await openChdbEvents({ path, memory_bytes: 1024 ** 3 })
  print('rss_open', process.memoryUsage.rss() / 1024 ** 2, 'MiB')
  await measureInserts(store, rows)
  await measureDisk(store, 'inserted')
  const engine = new Session(path)
  engine.query('OPTIMIZE TABLE lethe.events FINAL')
  await measureDisk(store, 'merged')
  engine.close()
  await store.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
