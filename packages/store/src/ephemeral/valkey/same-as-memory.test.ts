import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMemoryEphemeral } from '../memory.ts'
import { type EphemeralStore, type IdentifyItem, type ItemFacts, NIL_SESSION } from '../port.ts'
import { callOf, DAY_MS, entryOf, HOUR, MINUTE, renameIds } from '../testing/beacons.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../testing/redis-server.ts'
import { openValkeyEphemeral } from './valkey.ts'

const pepper = 'a pepper of more than 32 characters'
/** An hour before a midnight in UTC. */
const START = Date.UTC(2026, 2, 10, 23)

const oneItem = fc.record({
  kind: fc.constantFrom('view', 'view', 'event', 'late'),
  path: fc.constantFrom('/', '/a', '/b', '/caf\u00e9'),
  page_id: fc.constantFrom('', 'p1', 'p2', 'p3', '\u0000\ud83d\ude00'),
  age_ms: fc.constantFrom(0, 0, 1, 500, 20 * MINUTE, 31 * MINUTE, 3 * HOUR, 5 * HOUR),
})
const oneBeacon = fc.record({
  visitor: fc.constantFrom('ann', 'bob', 'cy'),
  is_look: fc.constantFrom(false, false, false, true),
  items: fc.array(oneItem, { minLength: 1, maxLength: 6 }),
})
const oneMoment = fc.record({
  wait_ms: fc.constantFrom(
    0,
    1,
    1000,
    10 * MINUTE,
    29 * MINUTE,
    30 * MINUTE,
    31 * MINUTE,
    4 * HOUR - 1,
    4 * HOUR,
    5 * HOUR,
  ),
  is_swept: fc.boolean(),
  /** All at once; a beacon that is sent twice is there twice. */
  beacons: fc.array(oneBeacon, { minLength: 1, maxLength: 4 }),
  is_resent: fc.boolean(),
})
type Moment = typeof oneMoment extends fc.Arbitrary<infer One> ? One : never
type Beacon = Moment['beacons'][number]

function itemsOf({ items }: Beacon, now: number, dayBegan: number): IdentifyItem[] {
  return items
    .map(({ kind, path, page_id, age_ms }) => ({
      at: Math.max(now - age_ms, dayBegan),
      is_engaging: kind !== 'late',
      viewed_path: kind === 'view' ? path : null,
      page_id,
      entry: entryOf(path),
    }))
    .sort((a, b) => a.at - b.at)
}

/** Everything that a store answers to the traffic of a few visitors, ids by their order. */
async function replay(store: EphemeralStore, clock: { now: number }, traffic: readonly Moment[], scope: string) {
  const names = new Map([[NIL_SESSION, 'none']])
  const answers: (ItemFacts[] | null)[] = []
  clock.now = START
  for (const { wait_ms, is_swept, beacons, is_resent } of traffic) {
    clock.now += wait_ms
    if (is_swept) await store.sweep()
    const { day } = await store.openDay(scope, () => {
      const starts_at = Math.floor(clock.now / DAY_MS) * DAY_MS
      return { starts_at, ends_at: starts_at + DAY_MS }
    })
    const calls = []
    for (const beacon of is_resent ? [...beacons, ...beacons] : beacons) {
      const items = (now: number) => itemsOf(beacon, now, day.starts_at)
      const call = await callOf(store, { scope, visitor: beacon.visitor, items })
      calls.push(() => (beacon.is_look ? store.peek(call) : store.identify(call)))
    }
    const together = await Promise.all(calls.map((ask) => ask()))
    answers.push(...together.map((facts) => facts && renameIds(facts, names)))
  }
  return answers
}

describe.skipIf(NEEDS_REDIS)(`Valkey and memory${NEEDS_REDIS}`, () => {
  const clock = { now: START }
  const now = () => clock.now
  let server: RedisServer
  let valkey: EphemeralStore
  let run = 0
  beforeAll(async () => {
    server = await startRedis()
    valkey = await openValkeyEphemeral({ url: server.url, pepper, randomBytes, now: Date.now, clock: now })
  })
  afterAll(async () => {
    await valkey.close()
    await server.stop()
  })

  it('answer the same to the same traffic, but for random ids', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oneMoment, { minLength: 1, maxLength: 8 }), async (traffic) => {
        const memory = openMemoryEphemeral({ randomBytes, now })
        const scope = `run ${run++}`
        const expected = await replay(memory, clock, traffic, scope)
        expect(await replay(valkey, clock, traffic, scope)).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
    expect(run).toBeGreaterThanOrEqual(1000)
  })
})
