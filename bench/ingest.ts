import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Site } from '@lethe/catalogue'
import { servedEvents } from '../test/chaos/events-on-trial.ts'
import { type Operator, setUpOperator } from '../test/operator.ts'
import { type StartedServer, startServer } from '../test/started-server.ts'
import {
  cpuSecondsOf,
  type LoadReport,
  type LoadWork,
  peakOf,
  residentOf,
  runLoad,
  startBareServer,
} from './ingest/processes.ts'

/*
 * How many events a second the built server makes durable, beside a bare `node:http` server that parses the same JSON and answers.
 * The processes share the machine: compare with the bare server of the same run, and processor times.
 * `npm run bench -- ingest [SECONDS] [ITEMS] [AWAY_SECONDS]`: of one measurement (default 6), items of the load whose memory is
 * looked at (default 100,000; the aim speaks of 10,000,000), how long the events store is away (default 15; the aim: 600).
 * One JSON object a line. Two to three minutes.
 */
const [SECONDS = 6, ITEMS = 100_000, AWAY_SECONDS = 15] = process.argv.slice(2).map(Number)
const NO_LIMITS = { LETHE_RATE_LIMIT_NETWORK: 'off', LETHE_RATE_LIMIT_SERVER: 'off', LETHE_RATE_LIMIT_SITE: 'off' }
const AWAY_EVENTS_PER_SECOND = 1_000
const BATCH = 10
const QUERIES = 8
const URL_OF_PAGE = 'https://shop.example/products/42?utm_source=letter'
const URL_WITH_SECRETS = 'https://shop.example/users/jane.doe@example.org/orders/8f14e45fceea167a?token=abcdef&q=jane'

interface Target {
  readonly origin: string
  readonly pid: number
  readonly client_key: string
}

const print = (metric: string, figures: Readonly<Record<string, number>>) => {
  const rounded = Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000])
  console.log(JSON.stringify({ bench: 'ingest', metric, ...Object.fromEntries(rounded) }))
}

async function measure(metric: string, target: Target, change: Partial<LoadWork>): Promise<LoadReport> {
  const { origin, pid, client_key } = target
  const usual = { origin, client_key, form: 'single', connections: 64, visitors: 100, url: URL_OF_PAGE } as const
  const before = cpuSecondsOf(pid)
  const report = await runLoad({ ...usual, seconds: SECONDS, ...change })
  const { requests, items, refused, seconds, p50_ms, p99_ms } = report
  const cpu_us_per_event = ((cpuSecondsOf(pid) - before) * 1e6) / items
  const rates = { requests_per_s: requests / seconds, events_per_s: items / seconds }
  print(metric, { ...rates, p50_ms, p99_ms, cpu_us_per_event, refused, rss_mib: residentOf(pid) })
  return report
}

const rateOf = ({ requests, seconds }: LoadReport): number => requests / seconds

async function newSite(operator: Operator, name: string): Promise<Site> {
  return (await (await operator.send('POST', '/api/sites', { name })).json()) as Site
}

const targetOf = ({ origin, dataDir }: StartedServer, { client_key }: Site): Target => {
  const [pid] = readFileSync(join(dataDir, 'spool/lethe.lock'), 'utf8').split(' ')
  return { origin, pid: Number(pid), client_key }
}

/** The pipeline beside the bare server, form by form. */
async function rates(target: Target, filtered: Target): Promise<number> {
  const bare = { ...(await startBareServer()), client_key: target.client_key }
  try {
    const bareSingle = await measure('bare server, single form', bare, {})
    const single = await measure('single form', target, {})
    const bareBatch = await measure('bare server, batch of 10', bare, { form: 'batch' })
    const batch = await measure('batch of 10', target, { form: 'batch' })
    const many = await measure('single form, 10,000 visitors', target, { visitors: 10_000 })
    const full = await measure('single form, filters and full depersonalisation', filtered, { url: URL_WITH_SECRETS })
    print('ratios', {
      single_to_bare: rateOf(single) / rateOf(bareSingle),
      batch_to_bare: rateOf(batch) / rateOf(bareBatch),
      batch_items_to_single_items: (BATCH * rateOf(batch)) / rateOf(single),
      many_visitors_to_bare: rateOf(many) / rateOf(bareSingle),
      filtered_to_bare: rateOf(full) / rateOf(bareSingle),
    })
    return rateOf(single)
  } finally {
    bare.stop()
  }
}

async function queryUntil(operator: Operator, site: string, isOver: () => boolean): Promise<number> {
  let count = 0
  const request = { site, kind: 'breakdown', aggregate: ['session_count', 'lcp_p75'], group_by: 'path', time: '30d' }
  const send = async () => {
    for (; !isOver(); count++) await (await operator.send('POST', '/api/sites/query', request)).text()
  }
  await Promise.all(Array.from({ length: QUERIES }, send))
  return count
}

async function halfOfTheMost(most: number, target: Target, ask: (isOver: () => boolean) => Promise<number>) {
  const rate = Math.max(1, Math.floor(most / 2))
  await measure('half of the most', target, { rate })
  let isOver = false
  const asking = ask(() => isOver)
  await measure(`half of the most, while ${QUERIES} queries run`, target, { rate })
  isOver = true
  print('queries meanwhile', { count: await asking })
}

async function memory(target: Target): Promise<void> {
  const before = residentOf(target.pid)
  const { peak } = await peakOf(target.pid, measure('load', target, { form: 'batch', items: ITEMS }))
  await wait(10_000)
  print('resident', { items: ITEMS, before_mib: before, peak_mib: peak, after_mib: residentOf(target.pid) })
}

/** The events store is gone while beacons come in, and then comes back. */
async function away(): Promise<void> {
  const events = await servedEvents()
  const server = await startServer({ env: { ...NO_LIMITS, ...events.env }, args: ['--demo', 'off'] })
  try {
    const site = await newSite(await setUpOperator(server), 'Away')
    const target = targetOf(server, site)
    await events.process?.kill()
    const rate = AWAY_EVENTS_PER_SECOND / BATCH
    const before = residentOf(target.pid)
    const load = measure('events store away', target, { form: 'batch', rate, seconds: AWAY_SECONDS })
    const { peak, result } = await peakOf(target.pid, load)
    await events.process?.startAgain()
    const began = performance.now()
    const spool = join(server.dataDir, 'spool')
    while (readdirSync(spool).some((name) => name.endsWith('.rows'))) await wait(100)
    const flush_s = (performance.now() - began) / 1_000
    const [stored] = await events.run<{ row_count: string }>(['SELECT count() AS row_count FROM lethe.events'])
    const rows = { acknowledged: result.items, stored: Number(stored?.row_count) }
    print('events store back', {
      ...rows,
      flush_s,
      before_mib: before,
      peak_mib: peak,
      after_mib: residentOf(target.pid),
    })
    if (rows.acknowledged !== rows.stored) process.exitCode = 1
  } finally {
    await server.stop()
    await server.removeData()
    await events.close()
  }
}

const server = await startServer({ env: NO_LIMITS, args: ['--demo', 'off'] })
try {
  const operator = await setUpOperator(server)
  const site = await newSite(operator, 'Plain')
  const strict = await newSite(operator, 'Filtered')
  const inbound_filters = {
    origin_allowlist: ['*.example', 'shop.example'],
    network_blocklist: ['192.0.2.0/24'],
    path_blocklist: ['/admin/**'],
  }
  const answer = await operator.send('PUT', `/api/sites/${strict.key}`, { inbound_filters })
  if (!answer.ok) throw new Error(`the filters were answered ${answer.status}: ${await answer.text()}`)
  const target = targetOf(server, site)
  await measure('warm-up', target, { seconds: 2 })
  const most = await rates(target, targetOf(server, strict))
  await halfOfTheMost(most, target, (isOver) => queryUntil(operator, site.key, isOver))
  await memory(target)
} finally {
  await server.stop()
  await server.removeData()
}
await away()
