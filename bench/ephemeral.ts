import { randomBytes } from 'node:crypto'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity, type Visit } from '@lethe/identity'
import { openValkeyEphemeral } from '@lethe/store/ephemeral'
import { REDIS_PROGRAM, startRedis } from '../packages/store/src/ephemeral/testing/redis-server.ts'

/*
 * Sessions on a real Valkey or Redis server of its own, on loopback: beacons a second through one connection with 64 in
 * flight, what they take of server and node (times of the clock depend on what else the machine does, processor times less),
 * and what a live session costs there. Every visitor comes twice, with a view
 * that has a page id and its vitals. Node and server share the machine. About half a minute.
 */
const VISITORS = Number(process.argv[2] ?? 100_000)
const IN_FLIGHT = 64
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const print = (metric: string, value: number, unit: string) =>
  console.log(
    JSON.stringify({ bench: 'ephemeral', metric, value: Math.round(value * 100) / 100, unit, live_visitors: VISITORS }),
  )
const entryOf = (visitor: number) =>
  Object.fromEntries(
    ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? `/p/${visitor % 1000}` : 'value']),
  ) as unknown as EntryFacts

function visitOf(visitor: number, view: number): Visit {
  const shared = { page_id: `${visitor}-${view}`, path: `/p/${view}`, is_automatic: false, entry: entryOf(visitor) }
  return {
    site_id: 1,
    environment: 'production',
    timezone: 'Etc/UTC',
    ip: `10.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`,
    user_agent: AGENT,
    items: [
      { ...shared, type: 'pageview', age_ms: 5_000 },
      { ...shared, type: 'vitals', age_ms: 0 },
    ],
  }
}

if (!REDIS_PROGRAM) throw new Error('neither valkey-server nor redis-server is installed')
const server = await startRedis()
const info = async (section: string) => String(await server.admin('INFO', section))
const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1])
const usedBytes = async () => numberIn(await info('memory'), /\bused_memory:(\d+)/)
const serverCpuSeconds = async () => {
  const cpu = await info('cpu')
  return numberIn(cpu, /used_cpu_user:([\d.]+)/) + numberIn(cpu, /used_cpu_sys:([\d.]+)/)
}
const ephemeral = await openValkeyEphemeral({
  url: server.url,
  pepper: randomBytes(32).toString('base64'),
  randomBytes,
  now: Date.now,
})
const identity = openIdentity({ ephemeral, randomBytes })

async function round(name: string, view: number): Promise<void> {
  await server.admin('CONFIG', 'RESETSTAT')
  const times = new Float64Array(VISITORS)
  let next = 0
  const ownCpu = process.cpuUsage()
  const serverCpu = await serverCpuSeconds()
  const began = performance.now()
  const send = async () => {
    for (let visitor = next++; visitor < VISITORS; visitor = next++) {
      const sent = performance.now()
      await identity.identify(visitOf(visitor, view))
      times[visitor] = performance.now() - sent
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, send))
  print(`${name}: beacons`, (VISITORS / (performance.now() - began)) * 1000, '1/s')
  const { user, system } = process.cpuUsage(ownCpu)
  print(`${name}: processor time of the node`, (user + system) / VISITORS, 'us')
  print(`${name}: processor time of the server`, ((await serverCpuSeconds()) - serverCpu) / VISITORS / 1e-6, 'us')
  times.sort()
  print(`${name}: one beacon among ${IN_FLIGHT}, median`, times[Math.floor(VISITORS / 2)] as number, 'ms')
  print(`${name}: one beacon among ${IN_FLIGHT}, 99th percentile`, times[Math.floor(VISITORS * 0.99)] as number, 'ms')
  print(
    `${name}: script on the server, mean`,
    numberIn(await info('commandstats'), /cmdstat_evalsha:.*usec_per_call=([\d.]+)/),
    'us',
  )
}

try {
  const before = await usedBytes()
  await round('first view', 1)
  print('memory of a live session with one page', ((await usedBytes()) - before) / VISITORS, 'bytes')
  const withOne = await usedBytes()
  await round('second view', 2)
  print('memory of one more page', ((await usedBytes()) - withOne) / VISITORS, 'bytes')
  const counting = performance.now()
  const { sessions } = await ephemeral.size()
  print('counting what is held', performance.now() - counting, 'ms')
  print('sessions held', sessions, 'count')
} finally {
  await identity.close()
  await server.stop()
}
