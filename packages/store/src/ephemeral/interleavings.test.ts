import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMemoryEphemeral } from './memory.ts'
import type { EphemeralStore, ItemFacts } from './port.ts'
import { DAY_MS, send, view } from './testing/beacons.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from './testing/redis-server.ts'
import { openValkeyEphemeral } from './valkey/valkey.ts'

const NOON = 20_500 * DAY_MS + DAY_MS / 2
const RUNS = 1000
const now = () => NOON

/** A first hit: whose it is, and over which node it comes. */
const hits = fc.array(fc.record({ visitor: fc.constantFrom('ann', 'bob', 'cy'), node: fc.nat({ max: 1 }) }), {
  minLength: 2,
  maxLength: 10,
})

/** The same store, whose answers come back in an order that the scheduler draws: whoever is answered first goes on first. */
function shuffled(store: EphemeralStore, scheduler: fc.Scheduler, freshDays: number[]): EphemeralStore {
  const late = <Value>(answer: Value | Promise<Value>) => scheduler.schedule(Promise.resolve(answer))
  return {
    now,
    limits: store.limits,
    openDay: async (scope, propose) => {
      const opened = await late(store.openDay(scope, propose))
      if (opened.is_fresh) freshDays.push(opened.day.starts_at)
      return opened
    },
    identify: (call) => late(store.identify(call)),
    peek: (call) => late(store.peek(call)),
    forget: (scope) => store.forget(scope),
    sweep: () => store.sweep(),
    size: () => store.size(),
    ping: () => store.ping(),
    warnings: () => store.warnings(),
    close: () => store.close(),
  }
}

/** 1,000 times: every visitor has one session, whose items are numbered without gap, and counts once. */
async function provePerVisitor(nodesOf: () => readonly EphemeralStore[]): Promise<void> {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), hits, async (scheduler, firstHits) => {
      const freshDays: number[] = []
      const nodes = nodesOf().map((node) => shuffled(node, scheduler, freshDays))
      const scope = `run ${run++}`
      const answers = firstHits.map(({ visitor, node }) =>
        send(nodes[node] as EphemeralStore, { scope, visitor, items: (at) => [view(at)] }),
      )
      const facts = (await scheduler.waitFor(Promise.all(answers))).flat()
      const byVisitor = new Map<string, ItemFacts[]>()
      for (const [at, { visitor }] of firstHits.entries())
        byVisitor.set(visitor, [...(byVisitor.get(visitor) ?? []), facts[at] as ItemFacts])
      for (const own of byVisitor.values()) {
        expect(new Set(own.map((fact) => fact.session_id)).size).toBe(1)
        expect(own.map((fact) => fact.session_seq).sort((a, b) => a - b)).toEqual(own.map((_, at) => at + 1))
        for (const bit of ['is_first_of_day', 'is_first_on_path'] as const)
          expect(own.filter((fact) => fact[bit] === 1)).toHaveLength(1)
      }
      expect(new Set(facts.map((fact) => fact.session_id)).size).toBe(byVisitor.size)
      expect(freshDays).toHaveLength(1)
    }),
    { numRuns: RUNS },
  )
  expect(run).toBeGreaterThanOrEqual(RUNS)
}

describe('1,000 interleavings of simultaneous first hits', { timeout: 120_000 }, () => {
  it('give one session each in memory', async () => {
    await provePerVisitor(() => {
      const memory = openMemoryEphemeral({ randomBytes, now })
      return [memory, memory]
    })
  })

  describe.skipIf(NEEDS_REDIS)(`over two nodes${NEEDS_REDIS}`, () => {
    let server: RedisServer
    let nodes: EphemeralStore[] = []
    beforeAll(async () => {
      server = await startRedis()
      const open = () =>
        openValkeyEphemeral({
          url: server.url,
          pepper: 'a pepper of more than 32 characters',
          randomBytes,
          now,
          clock: now,
        })
      nodes = [await open(), await open()]
    })
    afterAll(async () => {
      for (const node of nodes) await node.close()
      await server.stop()
    })

    it('give one session each on Valkey', () => provePerVisitor(() => nodes))
  })
})
