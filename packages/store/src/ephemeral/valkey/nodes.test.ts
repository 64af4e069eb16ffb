import { randomBytes } from 'node:crypto'
import { PAGEVIEW_MEMORY_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EphemeralStore, OpenDay } from '../port.ts'
import { callOf, HOUR, MINUTE, send, utcDay, view } from '../testing/beacons.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../testing/redis-server.ts'
import { LETTER, prefixOf } from './keys.ts'
import { openValkeyEphemeral, type ValkeyOptions } from './valkey.ts'

const pepper = 'a pepper of more than 32 characters'
const SCOPE = '1:1 10:production'
/** As much as a busy machine may take between two lines of a test. */
const BUSY_MS = 60_000

describe.skipIf(NEEDS_REDIS)(`nodes that share a Valkey${NEEDS_REDIS}`, () => {
  let server: RedisServer
  let opened: EphemeralStore[] = []
  const open = async (change: Partial<ValkeyOptions> = {}) => {
    const store = await openValkeyEphemeral({ url: server.url, pepper, randomBytes, now: Date.now, ...change })
    opened.push(store)
    return store
  }
  const ann = (items = view, scope = SCOPE) => ({ scope, visitor: 'ann', items: (now: number) => [items(now)] })

  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    opened = []
    await server.admin('FLUSHALL')
    await server.admin('SCRIPT', 'FLUSH')
  })
  afterEach(async () => {
    for (const store of opened) await store.close()
  })

  it('give 64 simultaneous first hits over both one session', async () => {
    const nodes = [await open(), await open()]
    const hits = Array.from({ length: 64 }, (_, at) => send(nodes[at % 2] as EphemeralStore, ann()))
    const facts = (await Promise.all(hits)).flat()
    expect(new Set(facts.map((fact) => fact.session_id)).size).toBe(1)
    expect(facts.map((fact) => fact.session_seq).sort((a, b) => a - b)).toEqual(facts.map((_, at) => at + 1))
    expect(facts.filter((fact) => fact.is_first_of_day === 1)).toHaveLength(1)
  })

  it('agree on time, day and order with clocks that are minutes off', async () => {
    const fast = await open({ now: () => Date.now() + 7 * MINUTE })
    const slow = await open({ now: () => Date.now() - 9 * MINUTE })
    const before = Date.now()
    const [first] = await send(fast, ann())
    const [second] = await send(slow, ann())
    const [third] = await send(
      slow,
      ann((now) => view(now - MINUTE)),
    )
    expect(second).toMatchObject({ session_id: first?.session_id, session_seq: 2 })
    for (const fact of [first, second]) {
      expect(fact?.at).toBeGreaterThanOrEqual(before)
      expect(fact?.at).toBeLessThanOrEqual(Date.now())
    }
    expect(second?.at).toBeGreaterThanOrEqual(first?.at ?? Number.POSITIVE_INFINITY)
    expect(Math.abs((third?.at ?? 0) - (second?.at ?? 0) + MINUTE)).toBeLessThan(BUSY_MS)
    for (const store of [fast, slow]) expect(Math.abs(store.now() - Date.now())).toBeLessThan(2_000)
  })

  it('reckon the times of items by the server, and never before the day', async () => {
    const store = await open()
    const call = await callOf(store, ann())
    const off = 7 * MINUTE
    const sent = { ...call, now: call.now + off, items: [view(call.day.starts_at), view(call.now + off)] }
    const [oldest, newest] = (await store.identify(sent)) ?? []
    expect(oldest?.at).toBe(call.day.starts_at)
    expect(newest?.at).toBeGreaterThanOrEqual(call.now)
    expect(newest?.at).toBeLessThan(call.now + BUSY_MS)
  })

  it('agree on the day when a clock says it is another', async () => {
    const [tomorrow, today] = [await open({ now: () => Date.now() + 24 * HOUR }), await open()]
    const days = [await tomorrow.openDay(SCOPE, utcDay), await today.openDay(SCOPE, utcDay)]
    expect(days[0]?.day).toEqual(days[1]?.day)
    expect(Buffer.from(days[0]?.current ?? [])).toEqual(Buffer.from(days[1]?.current ?? []))
    expect(days.map(({ is_fresh }) => is_fresh)).toEqual([true, false])
    expect(days[0]?.day.ends_at).toBeGreaterThan(Date.now())
  })

  it('say once of a day that it began with nothing in memory, whoever asks first', async () => {
    const nodes = [await open(), await open(), await open()]
    const days = await Promise.all([...nodes, ...nodes].map((node) => node.openDay(SCOPE, utcDay) as Promise<OpenDay>))
    expect(days.filter(({ is_fresh }) => is_fresh)).toHaveLength(1)
    expect(new Set(days.map(({ current }) => Buffer.from(current).toString('hex'))).size).toBe(1)
  })

  it('begin afresh when the nonce is lost, and never mix its keys with those of the next', async () => {
    const [one, two] = [await open(), await open()]
    const [before] = await send(one, ann())
    const stale = await callOf(two, ann())
    await server.admin('FLUSHALL')
    const reopened = await callOf(one, ann())
    expect(await one.identify(reopened)).toBeNull()
    const fresh = await one.openDay(SCOPE, utcDay)
    expect(fresh.is_fresh).toBe(true)
    // Its keys are those of the lost nonce, for a day with the same beginning.
    expect(await two.identify(stale)).toBeNull()
    const [after] = await send(two, ann())
    expect(after).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
    expect(after?.session_id).not.toBe(before?.session_id)
    expect((await send(one, ann()))[0]).toMatchObject({ session_id: after?.session_id, session_seq: 2 })
  })

  it('go on when the server forgets the script', async () => {
    const store = await open()
    await send(store, ann())
    await server.admin('SCRIPT', 'FLUSH')
    expect((await send(store, ann()))[0]).toMatchObject({ session_seq: 2 })
  })

  it('are refused when the pepper is another', async () => {
    const told: unknown[] = []
    await send(await open(), ann())
    const other = await open({ pepper: pepper.toUpperCase(), onTrouble: (trouble) => told.push(trouble?.message) })
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(send(other, ann())).rejects.toMatchObject({ code: 'store_unavailable' })
      await other.sweep()
    }
    expect(told).toEqual([expect.stringContaining('LETHE_PEPPER')])
    expect(other.warnings()).toEqual(told)
  })

  it('say how much is held', async () => {
    const store = await open()
    const page = (now: number) => view(now, { page_id: `page ${now}` })
    await send(store, ann(page))
    await send(store, { ...ann(page), visitor: 'bob' })
    await send(store, ann(page, 'elsewhere'))
    expect(await store.size()).toMatchObject({ scopes: 2, sessions: 3, day_visitors: 3, day_keys: 2 })
  })

  describe('the server forgets by itself', () => {
    const prefix = prefixOf(SCOPE)
    /** Remaining milliseconds by the letter of the key. */
    const expiries = async () => {
      const names = (await server.admin('KEYS', '*')) as string[]
      const milliseconds = await expiriesOf()
      const left = new Map<string, number[]>()
      for (const [at, name] of names.entries()) {
        const letter = name.slice(prefix.length, prefix.length + 1)
        left.set(letter, [...(left.get(letter) ?? []), milliseconds[at] as number])
      }
      return left
    }
    /** In the server, since names of keys are bytes. */
    const expiriesOf = async () =>
      (await server.admin(
        'EVAL',
        "local left = {} for at, key in ipairs(redis.call('KEYS', '*')) do left[at] = redis.call('PTTL', key) end return left",
        '0',
      )) as number[]
    const expectAbout = (left: readonly number[] | undefined, expected: number) => {
      expect(left?.length).toBeGreaterThan(0)
      for (const one of left ?? []) {
        expect(one).toBeGreaterThan(expected - BUSY_MS)
        expect(one).toBeLessThanOrEqual(expected + 1_000)
      }
    }

    it('each key at its time, and no key without one', async () => {
      const untilGraceEnds = utcDay(Date.now()).ends_at + SESSION_TIMEOUT_MS - Date.now()
      const store = await open()
      await send(
        store,
        ann((now) => view(now, { page_id: 'page' })),
      )
      const left = await expiries()
      expect([...left.keys()].sort()).toEqual(
        [LETTER.day, LETTER.seen, LETTER.live, LETTER.page, LETTER.session, LETTER.visitor].sort(),
      )
      expectAbout(left.get(LETTER.visitor), SESSION_TIMEOUT_MS)
      expectAbout(left.get(LETTER.live), SESSION_TIMEOUT_MS)
      expectAbout(left.get(LETTER.session), PAGEVIEW_MEMORY_MS)
      expectAbout(left.get(LETTER.page), PAGEVIEW_MEMORY_MS)
      expectAbout(left.get(LETTER.day), untilGraceEnds)
      expectAbout(left.get(LETTER.seen), untilGraceEnds)
    })

    it('a session without page 30 minutes after its last hit', async () => {
      await send(await open(), ann())
      const left = await expiries()
      for (const letter of [LETTER.visitor, LETTER.live, LETTER.session])
        expectAbout(left.get(letter), SESSION_TIMEOUT_MS)
      expect(left.has(LETTER.page)).toBe(false)
    })

    it('later, when an item of its page comes from another address', async () => {
      let now = Date.now()
      const store = await open({ clock: () => now })
      await send(
        store,
        ann((at) => view(at, { page_id: 'page' })),
      )
      // What is left of 30 minutes after 29 of them.
      await server.admin(
        'EVAL',
        `for _, key in ipairs(redis.call('KEYS', '*')) do
           local letter = string.sub(key, ${prefix.length + 1}, ${prefix.length + 1})
           if letter == 'v' or letter == 'l' then redis.call('PEXPIRE', key, ${MINUTE}) end
         end`,
        '0',
      )
      now += 29 * MINUTE
      const late = (at: number) => view(at, { page_id: 'page', is_engaging: false, viewed_path: null })
      await send(store, { ...ann(late), visitor: 'ann, roaming' })
      const left = await expiries()
      expectAbout(left.get(LETTER.visitor), SESSION_TIMEOUT_MS)
      expectAbout(left.get(LETTER.live), SESSION_TIMEOUT_MS)
      now += 29 * MINUTE
      expect((await send(store, ann()))[0]).toMatchObject({ session_seq: 2, session_gap_ms: 29 * MINUTE })
    })

    it('the day before when its grace is over', async () => {
      const midnight = utcDay(Date.now()).ends_at
      let now = midnight - MINUTE
      const store = await open({ clock: () => now })
      await send(store, ann())
      now = midnight + 10 * MINUTE
      await send(store, ann())
      const left = await expiries()
      // It was set when the day began: a minute before its end.
      expectAbout(left.get(LETTER.previous), SESSION_TIMEOUT_MS + MINUTE)
      // The old key has moved to the new one.
      expect(left.get(LETTER.visitor)).toHaveLength(1)
    })
  })
})
