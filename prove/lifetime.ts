import { randomBytes } from 'node:crypto'
import { PAGEVIEW_MEMORY_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { openAbuseLog, openNetworkMemory } from '@lethe/http'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity } from '@lethe/identity'
import { type EphemeralSize, openMemoryEphemeral } from '@lethe/store/ephemeral'
import { fakeClock, seededRandom } from '@lethe/testkit'
import { count, openClaims } from './report/claims.ts'
import { inventVisitors } from './subject/visitors.ts'

/*
 * The life of keys, sessions, day set and page map, with the real identity and store and a clock that is moved. The sweeper runs as
 * in the server, every 30 s of the moved clock. "Zeroed" is read from the very buffers that the source of randomness handed out.
 */
const VISITORS = 10_000
const SWEEP_MS = 30_000
const NETWORK_MEMORY_MS = 10 * 60_000
const HOUR_MS = 3_600_000
const MIDNIGHT = Date.parse('2026-11-24T00:00:00Z')

const claims = openClaims('lifetime')
const clock = fakeClock(MIDNIGHT - 4 * HOUR_MS)
const handedOut: Buffer[] = []
const watched = (length: number) => {
  const bytes = randomBytes(length)
  handedOut.push(bytes)
  return bytes
}
const ephemeral = openMemoryEphemeral({ randomBytes: watched, now: clock.now })
const identity = openIdentity({ ephemeral, randomBytes: watched })
const entry = Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, ''])) as EntryFacts
const visitors = inventVisitors(VISITORS, seededRandom(1))

const dayKeys = () => handedOut.filter(({ length }) => length === 32)
const isZeroed = (bytes: Buffer | undefined) => bytes?.every((byte) => byte === 0) === true
const text = (size: EphemeralSize) =>
  `${count(size.sessions)} sessions, ${count(size.day_visitors)} in day sets, ${count(size.pages)} pages, ${size.day_keys} day keys`

async function visitAll(prefix: string, from = 0, to = VISITORS): Promise<void> {
  for (let at = from; at < to; at++) {
    const { ip, user_agent } = visitors[at] as (typeof visitors)[number]
    const item = {
      type: 'pageview',
      is_automatic: false,
      page_id: `${prefix}${at}`,
      path: '/',
      age_ms: 0,
      entry,
    } as const
    await identity.identify({ site_id: 1, environment: 'production', timezone: 'UTC', ip, user_agent, items: [item] })
  }
}

/** Moves the clock, sweeping on the way as the server does. */
async function moveTo(at: number): Promise<void> {
  while (clock.now() < at) {
    clock.set(Math.min(clock.now() + SWEEP_MS, at))
    await identity.sweep()
  }
}

await visitAll('first')
const alive = await ephemeral.size()
claims.check(
  'self-check: while people visit, memory holds them',
  text(alive),
  alive.sessions === VISITORS && alive.day_visitors === VISITORS && alive.pages === VISITORS && alive.day_keys === 1,
)
claims.check(
  'self-check: the day key is 256 bits, not zero',
  `${(dayKeys()[0]?.length ?? 0) * 8} bits`,
  dayKeys().length === 1 && !isZeroed(dayKeys()[0]),
)

await moveTo(clock.now() + SESSION_TIMEOUT_MS + SWEEP_MS)
const idle = await ephemeral.size()
claims.check('30 min 30 s after the last hit: no session is left', text(idle), idle.sessions === 0)

await moveTo(MIDNIGHT - 4 * HOUR_MS + PAGEVIEW_MEMORY_MS + SWEEP_MS)
const noPages = await ephemeral.size()
claims.check('4 h after a page view: its entry in the page map is gone', text(noPages), noPages.pages === 0)

// Another evening, with visits up to midnight and after it.
clock.set(MIDNIGHT + 24 * HOUR_MS - 60_000)
await visitAll('late')
const evening = dayKeys().at(-1)
clock.set(MIDNIGHT + 24 * HOUR_MS + 1000)
await visitAll('early', 0, 100)
await moveTo(MIDNIGHT + 24 * HOUR_MS + SWEEP_MS)
const grace = await ephemeral.size()
claims.check(
  '30 s past midnight: the old day set is gone, the old key serves look-ups',
  text(grace),
  grace.day_visitors === 100 && grace.day_keys === 2 && !isZeroed(evening),
)
await moveTo(MIDNIGHT + 24 * HOUR_MS + SESSION_TIMEOUT_MS + SWEEP_MS)
const rotated = await ephemeral.size()
claims.check(
  '30 min 30 s past midnight: the old key is gone',
  text(rotated),
  rotated.day_keys === 1 && rotated.sessions <= 100,
)
claims.check('... and its 32 bytes are zero', isZeroed(evening) ? 'all zero' : 'NOT ZERO', isZeroed(evening))

await moveTo(MIDNIGHT + 49 * HOUR_MS)
const after = await ephemeral.size()
claims.check(
  '24 h later, nobody came: nothing is left',
  text(after),
  Object.values(after).every((size) => size === 0),
)
claims.check(
  '... and every day key that was ever drawn is zero',
  `${dayKeys().filter(isZeroed).length} of ${dayKeys().length}`,
  dayKeys().length >= 3 && dayKeys().every(isZeroed),
)

// One visitor who never stops: 24 h are the most, whatever the gaps.
const ids = new Map<string, number>()
const item = { type: 'pageview', is_automatic: false, page_id: '', path: '/', age_ms: 0, entry } as const
for (let at = 0; at < 60 * 6; at++) {
  clock.advance(10 * 60_000)
  await identity.sweep()
  const [fact] = await identity.identify({
    site_id: 1,
    environment: 'production',
    timezone: 'UTC',
    ip: '191.1.1.1',
    user_agent: 'x',
    items: [item],
  })
  ids.set(fact?.session_id as string, clock.now() - (fact?.session_started_at as number))
}
const longest = Math.max(...ids.values()) / HOUR_MS
claims.check(
  'a visitor who never pauses: longest session in 60 h',
  `${longest.toFixed(1)} h`,
  longest < 24 && ids.size >= 3,
)

await identity.close()
claims.check(
  'after the end of the process: every day key is zero',
  `${dayKeys().filter(isZeroed).length} of ${dayKeys().length}`,
  dayKeys().every(isZeroed),
)

// What limits against abuse remember of a network, swept as in the server, and nobody comes any more.
const networkKeys: Buffer[] = []
const networks = openNetworkMemory<number>({
  now: clock.now,
  randomBytes: (length) => {
    const key = randomBytes(length)
    networkKeys.push(key)
    return key
  },
})
for (const { ip } of visitors) networks.put(ip, 1)
const known = () => count(visitors.filter(({ ip }) => networks.get(ip) === 1).length)
const before = known()
const [firstKey] = networkKeys
for (let waited = 0; waited < NETWORK_MEMORY_MS; waited += SWEEP_MS) {
  clock.advance(SWEEP_MS)
  networks.sweep()
}
claims.check('self-check: what limits against abuse know of networks', `${before} networks`, before !== '0')
claims.check(
  '10 min later: it is forgotten, and the key it was known under is zero',
  `${known()} networks, key ${isZeroed(firstKey) ? 'all zero' : 'NOT ZERO'}`,
  known() === '0' && isZeroed(firstKey),
)

// The one place where addresses outlive their requests: of those that were refused.
const abuseLog = openAbuseLog(clock.now)
const refuseAll = () => {
  for (const { ip } of visitors) abuseLog.record({ site_id: 1, address: ip, reason: 'limited/rate_limit' })
}
refuseAll()
claims.check('self-check: the abuse log names refused networks', `${count(abuseLog.size)} entries`, abuseLog.size > 0)
let most = abuseLog.size
for (let waited = 0; waited < NETWORK_MEMORY_MS; waited += SWEEP_MS) {
  if (waited < NETWORK_MEMORY_MS / 2) refuseAll()
  most = Math.max(most, abuseLog.size)
  clock.advance(SWEEP_MS)
  abuseLog.sweep()
}
claims.check('it never has more than 10,000 entries', `${count(most)} at most`, most <= 10_000)
for (let waited = 0; waited < NETWORK_MEMORY_MS / 2; waited += SWEEP_MS) {
  clock.advance(SWEEP_MS)
  abuseLog.sweep()
}
claims.check(
  '10 min after the last refusal: it is empty',
  `${count(abuseLog.size)} entries`,
  abuseLog.size === 0 && abuseLog.list(1).length === 0,
)
claims.note('audit log (14 days)', 'NOT DONE: it does not exist yet')
claims.finish()
