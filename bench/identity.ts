import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity } from '@lethe/identity'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'

/*
 * The session mechanism in memory with many live visitors (default 1,000,000): what one costs, how long `identify` takes while
 * they come (so that pauses for growth show) and when they are there, and what the sweeper holds up. Every visitor has a
 * view with a page id. Memory is the growth of the process's resident set after a collection. About a minute.
 */
const VISITORS = Number(process.argv[2] ?? 1_000_000)
const SAMPLES = 200_000
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
/** Visits begin with few different facts, as in the field; each costs its own text besides. */
const ENTRIES = 1000
/** A view, then another; the clock never runs on its own, so that nobody's session ends meanwhile. */
let now = Date.parse('2026-11-23T10:00:00Z')

const print = (metric: string, value: number, unit: string) =>
  console.log(
    JSON.stringify({ bench: 'identity', metric, value: Math.round(value * 100) / 100, unit, live_visitors: VISITORS }),
  )
setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void
const resident = () => {
  collectGarbage()
  return process.memoryUsage().rss
}
const entries = Array.from({ length: ENTRIES }, (_, at) =>
  Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? `/p/${at}` : name])),
) as unknown as EntryFacts[]
const times = new Float64Array(Math.max(VISITORS, SAMPLES)).fill(0)
const ephemeral = openMemoryEphemeral({ randomBytes, now: () => now })
const identity = openIdentity({ ephemeral, randomBytes })
const visit = (visitor: number, view: number) => ({
  site_id: 1,
  environment: 'production',
  timezone: 'Europe/Berlin',
  ip: `${11 + (visitor >> 24)}.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`,
  user_agent: AGENT,
  items: [
    {
      type: 'pageview' as const,
      is_automatic: false,
      path: `/p/${(visitor + view) % ENTRIES}`,
      age_ms: 0,
      page_id: `${view}-${visitor}-0123456789abcdef`,
      entry: entries[visitor % ENTRIES] as EntryFacts,
    },
  ],
})

async function measure(count: number, visitOf: (at: number) => ReturnType<typeof visit>): Promise<Float64Array> {
  for (let at = 0; at < count; at++) {
    const one = visitOf(at)
    const start = performance.now()
    await identity.identify(one)
    times[at] = performance.now() - start
  }
  return times.slice(0, count).sort()
}
const printQuantiles = (name: string, sorted: Float64Array) => {
  for (const [label, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
    ['p99_9', 0.999],
    ['max', 1],
  ] as const)
    print(
      `${name}_${label}`,
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 1000,
      'us',
    )
}

await measure(20_000, (at) => ({ ...visit(at, 0), site_id: 2 }))
now += 5 * 3_600_000
await identity.sweep()
const before = resident()
const growth = await measure(VISITORS, (at) => visit(at, 0))
print('bytes_per_session', (resident() - before) / VISITORS, 'bytes')
printQuantiles('identify_while_growing', growth)
// The next view of visitors in no order that memory would like.
printQuantiles('identify', await measure(SAMPLES, (at) => visit((at * 7919) % VISITORS, 1)))
printQuantiles('late_vitals', await measure(SAMPLES, (at) => lateVitals((at * 7919) % VISITORS)))

let slowest = 0
let isSwept = false
const sweeping = performance.now()
const sweep = identity.sweep().then(() => {
  isSwept = true
})
for (let last = performance.now(); !isSwept; ) {
  await new Promise(setImmediate)
  slowest = Math.max(slowest, performance.now() - last)
  last = performance.now()
}
await sweep
print('sweep', performance.now() - sweeping, 'ms')
print('sweep_longest_hold', slowest, 'ms')

/** The vitals of a visitor's first page, from another address: found by the page alone. */
function lateVitals(visitor: number): ReturnType<typeof visit> {
  const { items, ...rest } = visit(visitor, 0)
  return { ...rest, ip: '192.0.2.1', items: items.map((item) => ({ ...item, type: 'vitals' as never })) }
}
