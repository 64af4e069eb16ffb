import { createHash } from 'node:crypto'
import { PAGEVIEW_MEMORY_MS, SESSION_MAX_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ENTRY_FACT_NAMES,
  type EntryFacts,
  type EphemeralStore,
  type IdentifyCall,
  type IdentifyItem,
  type ItemFacts,
  NIL_SESSION,
  type SiteDay,
} from './port.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY_MS = 24 * HOUR
const MONDAY: SiteDay = { starts_at: 1_795_392_000_000, ends_at: 1_795_392_000_000 + DAY_MS }
const TUESDAY: SiteDay = { starts_at: MONDAY.ends_at, ends_at: MONDAY.ends_at + DAY_MS }
const NOON = MONDAY.starts_at + DAY_MS / 2
const SCOPE = '1:1 10:production'

/** Opens an empty store on a clock of the test's. */
export type OpenStore = (now: () => number) => Promise<EphemeralStore>

/** `when swept`: on the test's clock. `by itself`: the store's server evicts on a clock of its own, tested beside it. */
export type Forgets = 'when swept' | 'by itself'

/** What every ephemeral store must do. For tests only. */
export function describeEphemeralStore(name: string, open: OpenStore, forgets: Forgets = 'when swept'): void {
  describe(name, () => defineContract(open, forgets))
}

function defineContract(open: OpenStore, forgets: Forgets): void {
  let store: EphemeralStore
  let clock = NOON
  let ids = 0

  beforeEach(async () => {
    clock = NOON
    ids = 0
    store = await open(() => clock)
  })
  afterEach(() => store.close())

  /** A beacon of one visitor; items are given as ages before `now`. */
  const beacon = (now: number, items: readonly IdentifyItem[], change: Partial<IdentifyCall> = {}): IdentifyCall => ({
    scope: SCOPE,
    now,
    day: MONDAY,
    key: keyOf('ann'),
    previous_key: null,
    items,
    newSessionId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    ...change,
  })
  const openDay = async (now: number, day: SiteDay, scope = SCOPE) => {
    clock = now
    return store.openDay(scope, () => day)
  }
  const sweep = (now: number) => {
    clock = now
    return store.sweep()
  }
  const send = async (...args: Parameters<typeof beacon>): Promise<readonly ItemFacts[]> => {
    const call = beacon(...args)
    await openDay(call.now, call.day, call.scope)
    return (await store.identify(call)) ?? expect.fail('the day was refused')
  }
  const view = async (now: number, change: Partial<IdentifyCall> = {}, path = '/') =>
    (await send(now, [pageview(now, path)], change))[0] as ItemFacts

  describe('sessions', () => {
    it('continues within the timeout and begins anew at it', async () => {
      const first = await view(NOON)
      const second = await view(NOON + SESSION_TIMEOUT_MS - 1)
      const third = await view(NOON + 2 * SESSION_TIMEOUT_MS - 1)
      expect(first).toMatchObject({ session_seq: 1, session_gap_ms: 0, session_started_at: NOON })
      expect(second).toMatchObject({
        session_id: first.session_id,
        session_seq: 2,
        session_gap_ms: SESSION_TIMEOUT_MS - 1,
        session_started_at: NOON,
      })
      expect(third).toMatchObject({ session_seq: 1, session_gap_ms: 0 })
      expect(third.session_id).not.toBe(first.session_id)
    })

    it('ends a session after 24 hours however busy it is', async () => {
      // So that midnight does not interfere.
      const day = { ...MONDAY, ends_at: TUESDAY.ends_at }
      const started = await view(MONDAY.starts_at, { day })
      const ids = new Set<string>()
      for (let now = MONDAY.starts_at; now < MONDAY.starts_at + SESSION_MAX_MS; now += 20 * MINUTE)
        ids.add((await view(now, { day })).session_id)
      expect([...ids]).toEqual([started.session_id])
      const late = await view(MONDAY.starts_at + SESSION_MAX_MS, { day })
      expect(late.session_id).not.toBe(started.session_id)
    })

    it('gives two simultaneous first hits one session', async () => {
      await openDay(NOON, MONDAY)
      const both = await Promise.all([
        store.identify(beacon(NOON, [pageview(NOON)])),
        store.identify(beacon(NOON, [pageview(NOON)])),
      ])
      const facts = both.flatMap((answer) => answer ?? [])
      expect(new Set(facts.map((fact) => fact.session_id)).size).toBe(1)
      expect(facts.map((fact) => fact.session_seq)).toEqual([1, 2])
      expect(facts.map((fact) => fact.is_first_of_day)).toEqual([1, 0])
    })

    it('keeps visitors and scopes apart', async () => {
      const ann = await view(NOON)
      const bob = await view(NOON, { key: keyOf('bob') })
      const elsewhere = await view(NOON, { scope: '1:2 10:production' })
      expect(new Set([ann, bob, elsewhere].map((fact) => fact.session_id)).size).toBe(3)
      expect([ann, bob, elsewhere].map((fact) => fact.is_first_of_day)).toEqual([1, 1, 1])
    })

    it('freezes the facts of the entry', async () => {
      await send(NOON, [{ ...pageview(NOON), entry: entry('/landing') }])
      const [later] = await send(NOON + MINUTE, [{ ...pageview(NOON + MINUTE), entry: entry('/other') }])
      expect(later?.entry.entry_path).toBe('/landing')
    })

    it('splits a beacon whose own items lie further apart than the timeout', async () => {
      const facts = await send(NOON, [pageview(NOON - 40 * MINUTE), event(NOON)])
      expect(facts.map((fact) => fact.session_seq)).toEqual([1, 1])
      expect(facts[0]?.session_id).not.toBe(facts[1]?.session_id)
      expect(facts.map((fact) => fact.is_first_of_day)).toEqual([1, 0])
    })

    it('counts no time twice when beacons arrive out of order', async () => {
      await view(NOON)
      const [early] = await send(NOON + 1000, [event(NOON - 5 * MINUTE)])
      const [next] = await send(NOON + 2000, [event(NOON + 2000)])
      expect(early).toMatchObject({ session_seq: 2, session_gap_ms: 0 })
      expect(next).toMatchObject({ session_seq: 3, session_gap_ms: 2000 })
    })

    it('marks the first view of a path, up to 64 paths', async () => {
      const bits: number[] = []
      for (let at = 0; at < 70; at++) bits.push((await view(NOON + at, {}, `/p/${at}`)).is_first_on_path)
      expect(bits).toEqual([...new Array(64).fill(1), ...new Array(6).fill(0)])
      expect((await view(NOON + 100, {}, '/p/3')).is_first_on_path).toBe(0)
    })
  })

  describe('items that do not engage', () => {
    it('open no session and use no bit', async () => {
      const facts = await send(NOON, [vitals(NOON, 'page-1'), vitals(NOON, '')])
      for (const fact of facts)
        expect(fact).toMatchObject({
          session_id: NIL_SESSION,
          session_started_at: 0,
          session_seq: 0,
          session_gap_ms: 0,
          is_first_of_day: 0,
          is_first_on_path: 0,
        })
      expect(await view(NOON + 1)).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
    })

    it('join the live session of the visitor and prolong it', async () => {
      const first = await view(NOON)
      const [late] = await send(NOON + 20 * MINUTE, [vitals(NOON + 20 * MINUTE, '')])
      expect(late).toMatchObject({ session_id: first.session_id, session_seq: 0, session_gap_ms: 20 * MINUTE })
      const next = await view(NOON + 40 * MINUTE)
      expect(next).toMatchObject({ session_id: first.session_id, session_seq: 2, session_gap_ms: 20 * MINUTE })
    })

    it('find their session by the page id from another address, and prolong it while it lives', async () => {
      const first = (await send(NOON, [pageview(NOON, '/', 'page-1')]))[0]
      const [late] = await send(NOON + 20 * MINUTE, [vitals(NOON + 20 * MINUTE, 'page-1')], { key: keyOf('moved') })
      expect(late).toMatchObject({ session_id: first?.session_id, session_gap_ms: 20 * MINUTE, session_seq: 0 })
      expect(await view(NOON + 45 * MINUTE)).toMatchObject({ session_id: first?.session_id, session_seq: 2 })
    })

    it('learn of a session that is over, without prolonging it', async () => {
      const first = (await send(NOON, [pageview(NOON, '/', 'page-1')]))[0]
      const now = NOON + 2 * SESSION_TIMEOUT_MS
      const [late] = await send(now, [vitals(now, 'page-1')])
      expect(late).toMatchObject({ session_id: first?.session_id, session_gap_ms: 0, entry: first?.entry })
      expect((await view(now)).session_id).not.toBe(first?.session_id)
    })

    it('do not revive a session that was over at the receipt, however old they are themselves', async () => {
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      const now = NOON + SESSION_TIMEOUT_MS + 5 * MINUTE
      const [late] = await send(now, [vitals(now - 10 * MINUTE, 'page-1')])
      expect(late?.session_gap_ms).toBe(0)
      expect((await view(now + MINUTE)).session_seq).toBe(1)
    })

    it('are on their own when the page is forgotten', async () => {
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      const now = NOON + PAGEVIEW_MEMORY_MS
      expect((await send(now - 1, [vitals(now - 1, 'page-1')]))[0]?.session_id).not.toBe(NIL_SESSION)
      expect((await send(now, [vitals(now, 'page-1')]))[0]?.session_id).toBe(NIL_SESSION)
    })

    it('belong to the latest view when two visitors use one page id', async () => {
      const bob = { key: keyOf('bob') }
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      const facts = await send(NOON, [pageview(NOON, '/', 'page-1'), vitals(NOON, 'page-1')], bob)
      expect(facts[1]?.session_id).toBe(facts[0]?.session_id)
      expect((await send(NOON, [vitals(NOON, 'page-1')], bob))[0]?.session_id).toBe(facts[0]?.session_id)
    })

    it('never find the page of another scope', async () => {
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      const [other] = await send(NOON, [vitals(NOON, 'page-1')], { scope: 'other', key: keyOf('bob') })
      expect(other?.session_id).toBe(NIL_SESSION)
    })
  })

  describe('days', () => {
    const cross = { day: TUESDAY, key: keyOf('ann, tuesday'), previous_key: keyOf('ann') }

    it('makes one random key per scope and day and keeps the old one for a session timeout', async () => {
      const monday = await openDay(NOON, MONDAY)
      const again = await openDay(NOON + 1, MONDAY)
      const other = await openDay(NOON, MONDAY, 'other')
      const current = hex(monday.current)
      expect(monday.current.length).toBe(32)
      expect(hex(again.current)).toBe(current)
      expect(hex(other.current)).not.toBe(current)
      expect(monday.previous).toBeNull()
      const tuesday = await openDay(TUESDAY.starts_at, TUESDAY)
      expect(hex(tuesday.current)).not.toBe(current)
      expect(hex(tuesday.previous)).toBe(current)
      const over = await openDay(TUESDAY.starts_at + SESSION_TIMEOUT_MS, TUESDAY)
      expect(over.previous).toBeNull()
    })

    it('says once of a day that it began with nothing in memory', async () => {
      expect((await openDay(NOON, MONDAY)).is_fresh).toBe(true)
      expect((await openDay(NOON, MONDAY)).is_fresh).toBe(false)
      expect((await openDay(NOON, MONDAY, 'other')).is_fresh).toBe(true)
      expect((await openDay(TUESDAY.starts_at, TUESDAY)).is_fresh).toBe(false)
    })

    it('ends the day under way before another begins, whatever zone and clock say', async () => {
      await openDay(NOON, MONDAY)
      const early = { starts_at: NOON - MINUTE, ends_at: TUESDAY.ends_at }
      expect((await openDay(MONDAY.ends_at - 1, early)).day).toEqual(MONDAY)
      const next = await openDay(MONDAY.ends_at, early)
      expect(next.day).toEqual({ starts_at: MONDAY.ends_at, ends_at: TUESDAY.ends_at })
      expect((await openDay(MONDAY.ends_at - 1, MONDAY)).day).toEqual(next.day)
    })

    it('forgets a day and sessions that a clock a day or more ahead began, once it is set right', async () => {
      const ahead = { starts_at: MONDAY.starts_at + 300 * DAY_MS, ends_at: MONDAY.ends_at + 300 * DAY_MS }
      const before = await view(ahead.starts_at + MINUTE, { day: ahead })
      const right = await openDay(NOON, MONDAY)
      expect(right).toMatchObject({ day: MONDAY, previous: null, is_fresh: true })
      const after = await view(NOON)
      expect(after).toMatchObject({ session_seq: 1, is_first_of_day: 1, session_started_at: NOON })
      expect(after.session_id).not.toBe(before.session_id)
    })

    it('keeps the day under way when the clock is set back by less than a day', async () => {
      const before = await view(TUESDAY.starts_at + MINUTE, { day: TUESDAY })
      const opened = await openDay(TUESDAY.starts_at - 23 * HOUR, MONDAY)
      expect(opened).toMatchObject({ day: TUESDAY, is_fresh: false })
      const back = await view(TUESDAY.starts_at - 23 * HOUR, { day: TUESDAY })
      expect(back).toMatchObject({
        session_id: before.session_id,
        session_seq: 2,
        session_gap_ms: 0,
        is_first_of_day: 0,
      })
    })

    it('refuses a beacon of a day that is over', async () => {
      await openDay(NOON, MONDAY)
      await openDay(TUESDAY.starts_at, TUESDAY)
      expect(await store.identify(beacon(NOON, [pageview(NOON)]))).toBeNull()
      expect(await store.peek(beacon(NOON, [pageview(NOON)]))).toBeNull()
    })

    it('moves a session across midnight with its id, and counts the visitor again', async () => {
      const before = await view(MONDAY.ends_at - MINUTE)
      const after = await view(TUESDAY.starts_at + MINUTE, cross)
      expect(after).toMatchObject({ session_id: before.session_id, session_seq: 2, is_first_of_day: 1 })
      const later = TUESDAY.starts_at + 40 * MINUTE
      expect(await view(TUESDAY.starts_at + 20 * MINUTE, cross)).toMatchObject({ session_seq: 3, is_first_of_day: 0 })
      // By now the old key is gone: only the entry that moved can be found.
      expect(await view(later, { ...cross, previous_key: null })).toMatchObject({
        session_id: before.session_id,
        session_seq: 4,
      })
    })

    it('looks nothing up under the old key after a session timeout, swept or not, though the session lives', async () => {
      await send(MONDAY.ends_at - MINUTE, [pageview(MONDAY.ends_at - MINUTE, '/', 'page-1')])
      const late = TUESDAY.starts_at + 20 * MINUTE
      const elsewhere = { ...cross, key: keyOf('bob'), previous_key: null }
      const [prolonged] = await send(late, [vitals(late, 'page-1')], elsewhere)
      expect(prolonged?.session_gap_ms).toBe(21 * MINUTE)
      const after = await view(TUESDAY.starts_at + SESSION_TIMEOUT_MS, cross)
      expect(after.session_seq).toBe(1)
    })
  })

  const describeForgetting = () => {
    it('drops sessions, pages, day sets and keys when their time is over', async () => {
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      expect(await store.size()).toEqual({ scopes: 1, sessions: 1, day_visitors: 1, pages: 1, day_keys: 1 })
      await sweep(NOON + SESSION_TIMEOUT_MS - 1)
      expect(await store.size()).toMatchObject({ sessions: 1 })
      await sweep(NOON + SESSION_TIMEOUT_MS)
      expect(await store.size()).toMatchObject({ sessions: 0, day_visitors: 1, pages: 1, day_keys: 1 })
      await sweep(NOON + PAGEVIEW_MEMORY_MS)
      expect(await store.size()).toMatchObject({ pages: 0, day_visitors: 1 })
      await sweep(MONDAY.ends_at + SESSION_TIMEOUT_MS)
      expect(await store.size()).toEqual({ scopes: 0, sessions: 0, day_visitors: 0, pages: 0, day_keys: 0 })
    })

    it('forgets the old day at once when the new one begins later than the grace', async () => {
      await view(NOON)
      const late = TUESDAY.starts_at + SESSION_TIMEOUT_MS
      await openDay(late, TUESDAY)
      await sweep(late)
      expect(await store.size()).toMatchObject({ sessions: 0, day_visitors: 0, day_keys: 1 })
    })
  }
  describe('a scope that is forgotten', () => {
    const ELSEWHERE = '1:2 10:production'

    it('begins its day anew, knows no session, visitor or page, and others are not touched', async () => {
      for (const scope of [SCOPE, ELSEWHERE]) await send(NOON, [pageview(NOON, '/', 'page')], { scope })
      const before = await openDay(NOON, MONDAY)
      const [key, other] = [hex(before.current), hex((await openDay(NOON, MONDAY, ELSEWHERE)).current)]
      await store.forget(SCOPE)
      await store.forget('1:9 10:production')
      const after = await openDay(NOON, MONDAY)
      expect(after.is_fresh).toBe(true)
      expect(hex(after.current)).not.toBe(key)
      expect(hex((await openDay(NOON, MONDAY, ELSEWHERE)).current)).toBe(other)
      const late = { key: keyOf('bob') }
      const [lost] = await send(NOON + MINUTE, [vitals(NOON, 'page')], late)
      expect(lost).toMatchObject({ session_id: NIL_SESSION })
      const [found] = await send(NOON + MINUTE, [vitals(NOON, 'page')], { ...late, scope: ELSEWHERE })
      expect(found?.session_id).not.toBe(NIL_SESSION)
      expect(await view(NOON + MINUTE)).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
      expect(await view(NOON + MINUTE, { scope: ELSEWHERE })).toMatchObject({ session_seq: 2, is_first_of_day: 0 })
    })
  })

  if (forgets === 'when swept') describe('forgetting', describeForgetting)

  describe('sweeping', () => {
    it('answers the same whether it was swept or not', async () => {
      const first = await view(NOON)
      await sweep(NOON + SESSION_TIMEOUT_MS - 1)
      expect((await view(NOON + SESSION_TIMEOUT_MS - 1)).session_id).toBe(first.session_id)
    })
  })

  describe('peek', () => {
    it('answers as identify would and changes nothing', async () => {
      await send(NOON, [pageview(NOON, '/', 'page-1')])
      const items = [pageview(NOON + 5, '/new', 'page-2'), vitals(NOON + 6, 'page-1'), event(NOON + 7)]
      await openDay(NOON, MONDAY)
      const size = await store.size()
      const first = await store.peek(beacon(NOON + 10, items))
      const second = await store.peek(beacon(NOON + 10, items))
      expect(second).toEqual(first)
      expect(await store.size()).toEqual(size)
      expect(await store.identify(beacon(NOON + 10, items))).toEqual(first)
    })
  })
}

function hex(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex')
}

/** 16 bytes that look like a PRF's. */
function keyOf(visitor: string): Uint8Array {
  return createHash('sha256').update(visitor).digest().subarray(0, 16)
}

function entry(path: string): EntryFacts {
  return Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? path : ''])) as EntryFacts
}

function pageview(at: number, path = '/', page_id = ''): IdentifyItem {
  return { at, is_engaging: true, viewed_path: path, page_id, entry: entry(path) }
}

function event(at: number): IdentifyItem {
  return { at, is_engaging: true, viewed_path: null, page_id: '', entry: entry('/') }
}

function vitals(at: number, page_id: string): IdentifyItem {
  return { at, is_engaging: false, viewed_path: null, page_id, entry: entry('/late') }
}
