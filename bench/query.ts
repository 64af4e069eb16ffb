import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openQuery, type Query } from '@lethe/query'
import { type EventRow, type EventsStore, openChdbEvents } from '@lethe/store/events'
import { Session } from 'chdb'
import { visitRows } from './query-rows.ts'

/** Seeds a site and times every panel of the first dashboard: `npm run bench -- query [PAGEVIEWS] [RUNS] [K]`, K for a threshold. */
const PAGEVIEWS = Number(process.argv[2] ?? 1_000_000)
const RUNS = Number(process.argv[3] ?? 20)
const K = Number(process.argv[4] ?? 0)
const DAYS = 60
const COPIES = 40
const MEMORY = 1024 ** 3
const SITE = { id: 1, timezone: 'Europe/Berlin', k_threshold: K }
const STRIP = [
  'daily_visitor_count',
  'session_count',
  'pageview_count',
  'views_per_session',
  'bounce_rate',
  'session_duration_ms',
  'engagement_time_ms',
]
const VITALS = ['lcp', 'inp', 'cls', 'fcp', 'ttfb']
const SCORECARD = VITALS.flatMap((name) =>
  ['p75', 'good_share', 'needs_improvement_share', 'poor_share'].map((of) => `${name}_${of}`),
)
const compare = 'previous_time_range'
const top = (group_by: string, aggregate = ['session_count']) => ({
  kind: 'breakdown',
  group_by,
  aggregate,
  page_size: 10,
})

const PANELS: Readonly<Record<string, object>> = {
  kpi_strip_compared: { kind: 'aggregation', aggregate: STRIP, compare },
  time_series_compared: { kind: 'timeseries', aggregate: ['session_count'], compare },
  pages: top('path', ['pageview_count', 'page_session_count']),
  sources: top('source'),
  countries: top('country'),
  browsers: top('browser'),
  vitals_scorecard: { kind: 'aggregation', aggregate: SCORECARD },
  vitals_scorecard_compared: { kind: 'aggregation', aggregate: SCORECARD, compare },
  p75_trend: { kind: 'timeseries', aggregate: ['lcp_p75'] },
  pages_by_lcp_p75: top('path', ['lcp_p75', 'pageview_count']),
  error_groups: { kind: 'error_groups', aggregate: ['error_count'], page_size: 20 },
  kpi_filtered_by_country: {
    kind: 'aggregation',
    aggregate: STRIP,
    filters: [{ dimension: 'country', operator: 'eq', value: 'C3' }],
  },
  sessions_with_event: {
    kind: 'aggregation',
    aggregate: ['session_count', 'bounce_rate'],
    filters: [{ dimension: 'event_name', operator: 'eq', value: 'buy' }],
  },
}

function print(metric: string, value: number, unit: string, extra: object = {}) {
  const machine = { cores: availableParallelism(), node: process.version }
  console.log(
    JSON.stringify({ bench: 'query', metric, value: Math.round(value * 100) / 100, unit, ...extra, ...machine }),
  )
}

/** Visits go in through the port, as in life; then the engine multiplies them, which is many times faster. */
async function seed(path: string, end: number): Promise<void> {
  const started = performance.now()
  const store = await openChdbEvents({ path, memory_bytes: MEMORY })
  let rows: EventRow[] = []
  let id = 1n
  for (const visit of visitRows({ pageviews: PAGEVIEWS / COPIES, end, days: DAYS })) {
    rows.push(...visit)
    if (rows.length < 20_000) continue
    await store.insert({ id: id++, rows })
    rows = []
  }
  await store.insert({ id, rows })
  await store.close()
  const session = new Session(path)
  await session.queryAsync(MULTIPLY)
  session.close()
  print('seed', (performance.now() - started) / 1000, 's', { pageviews: PAGEVIEWS })
}

/** Copies at other times, with other session ids and other measurements; everything else keeps its distribution. */
const jitter = (column: string, salt: number) =>
  `toUInt32(${column} * (0.8 + (cityHash64(session_id, at, k, ${salt}) % 400) / 1000)) AS ${column}`
const MULTIPLY = `INSERT INTO lethe.events SELECT * EXCEPT (k) REPLACE (
  at + k * 660 AS at, session_started_at + k * 660 AS session_started_at, batch_id + k * 1000 AS batch_id,
  reinterpretAsUUID(bitOr(bitShiftLeft(toUInt128(cityHash64(session_id, k)), 64), toUInt128(sipHash64(session_id, k)))) AS session_id,
  ${['lcp_ms', 'inp_ms', 'fcp_ms', 'ttfb_ms', 'cls_e4', 'engaged_ms', 'session_gap_ms'].map(jitter).join(', ')}
) FROM lethe.events CROSS JOIN (SELECT number + 1 AS k FROM numbers(${COPIES - 1})) AS copies SETTINGS max_threads = 2`

/** Merging goes on after the last insert; a bounded wait lets it come to rest. */
async function settle(store: EventsStore) {
  for (let second = 0; second < 60; second++) {
    const [merges] = await store.query<{ n: number }>({ sql: 'SELECT count() AS n FROM system.merges', params: {} })
    if (merges?.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function printSize(store: EventsStore) {
  const sql = `SELECT sum(bytes_on_disk) AS bytes, sum(rows) AS rows, count() AS parts FROM system.parts WHERE active AND table = 'events'`
  const [size] = await store.query<{ bytes: number; rows: number; parts: number }>({ sql, params: {} })
  if (size) print('bytes_per_row', size.bytes / size.rows, 'bytes', { rows: size.rows, parts: size.parts })
}

async function time(query: Query, request: object): Promise<readonly number[]> {
  const times: number[] = []
  for (let run = -2; run < RUNS; run++) {
    const started = performance.now()
    await query.run({ site: 'bench', time: '30d', ...request }, SITE)
    if (run >= 0) times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)
}

const quantile = (sorted: readonly number[], q: number) => sorted[Math.ceil(sorted.length * q) - 1] ?? 0

async function bench() {
  const path = mkdtempSync(join(tmpdir(), 'lethe-bench-query-'))
  const end = Date.now()
  // The copies are spread over the time up to now, so the originals end earlier.
  await seed(path, end - COPIES * 660_000)
  const store = await openChdbEvents({ path, memory_bytes: MEMORY })
  try {
    await settle(store)
    await printSize(store)
    const query = openQuery({ store, now: () => end })
    for (const [panel, request] of Object.entries(PANELS)) {
      const times = await time(query, request)
      for (const q of [0.5, 0.95])
        print(`${panel}_p${q * 100}`, quantile(times, q), 'ms', { runs: RUNS, k: K, aim_ms: 150 })
    }
  } finally {
    await store.close()
    rmSync(path, { recursive: true })
  }
}

await bench()
