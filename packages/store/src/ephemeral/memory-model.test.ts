import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type MemoryEphemeral, openMemoryEphemeral } from './memory.ts'
import type { IdentifyCall, IdentifyItem, ItemFacts, OpenDay } from './port.ts'
import { DAY_MS, entryOf, HOUR, MINUTE } from './testing/beacons.ts'
import { PlainStore } from './testing/plain-store.ts'

const START = 20_500 * DAY_MS
const SCOPES = ['1:1 10:production', '1:2 10:production', '1:1 7:staging']
const PATHS = Array.from({ length: 80 }, (_, at) => `/page/${at}`)
const ENTRIES = PATHS.map(entryOf)

interface World {
  readonly seed: number
  readonly visitors: number
  readonly maxPages: number
  /** What a beacon may hold; with a cap of pages one view, so that the oldest page is never in doubt. */
  readonly maxItems: number
  /** Lengths of days, so that midnights are many. */
  readonly day_ms: number
}

/** Both stores under the same traffic; every answer is compared at once. */
class Comparison {
  now = START + HOUR
  answers = 0
  store: MemoryEphemeral
  readonly #plain: PlainStore
  readonly #world: World
  readonly #random: () => number
  #ids = 0
  /** A call that was on its way for a while, over midnight perhaps. */
  #late: IdentifyCall | null = null
  /** The day before, by the scope and the start of the one that follows. */
  readonly #before = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
    this.#random = randomFrom(world.seed)
    this.#plain = new PlainStore(world.maxPages)
    this.store = this.#open()
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  pick<One>(list: readonly One[]): One {
    return list[Math.floor(this.#random() * list.length)] as One
  }

  beacon(visitor = Math.floor(this.#random() ** 2 * this.#world.visitors)): void {
    const call = this.#callOf(this.pick(SCOPES), visitor)
    this.#compare(call, this.chance(0.05))
    if (this.#late && this.chance(0.01)) this.#compare({ ...this.#late, now: this.now }, false)
    if (this.chance(0.01)) this.#late = call
  }

  /** With beacons in between, as it is under traffic; sizes are only compared when there were none. */
  async sweep(beacons: number): Promise<void> {
    const swept = this.store.sweep()
    for (let sent = 0; sent < beacons; sent++) {
      this.beacon()
      await new Promise(setImmediate)
    }
    await swept
    this.#plain.sweep(this.now)
    if (beacons > 0) return
    const { records, ...size } = this.#plain.size()
    expect(await this.store.size()).toEqual(size)
    expect(this.store.image().image.sessions.records.size).toBe(records)
  }

  async takeOver(): Promise<void> {
    const { image, parts } = this.store.image()
    const successor = this.#open()
    successor.load(
      structuredClone(image),
      parts.map((part) => part.slice()),
    )
    await this.store.close()
    this.store = successor
  }

  #open(): MemoryEphemeral {
    const randomBytes = (length: number) => Uint8Array.from({ length }, () => Math.floor(this.#random() * 256))
    return openMemoryEphemeral({ randomBytes, now: () => this.now, maxPages: this.#world.maxPages })
  }

  #compare(call: IdentifyCall, isLook: boolean): void {
    const [first, second] = [this.#withIds(call), this.#withIds(call)]
    const facts = isLook ? this.store.peek(first) : this.store.identify(first)
    expectSame(facts as readonly ItemFacts[] | null, this.#plain.answer(second, isLook))
    this.#ids += call.items.length
    this.answers++
  }

  /** The same ids for both. */
  #withIds(call: IdentifyCall): IdentifyCall {
    let next = this.#ids
    return { ...call, newSessionId: () => `${hex(++next * 2_654_435_761)}-0000-4000-8000-ffff${hex(next)}` }
  }

  #callOf(scope: string, visitor: number): IdentifyCall {
    const { day_ms } = this.#world
    const starts_at = Math.floor(this.now / day_ms) * day_ms
    const proposed = { starts_at, ends_at: starts_at + day_ms }
    const before = this.#plain.scopes.get(scope)?.current.day.starts_at
    const { day, has_previous, is_fresh } = this.#plain.openDay(scope, this.now, proposed)
    const opened = this.store.openDay(scope, () => proposed) as OpenDay
    const isSame =
      opened.day.starts_at === day.starts_at &&
      opened.day.ends_at === day.ends_at &&
      opened.is_fresh === is_fresh &&
      (opened.previous !== null) === has_previous
    if (!isSame) expect(opened).toEqual({ day, is_fresh, has_previous })
    if (before !== undefined && before !== day.starts_at) this.#before.set(`${scope} ${day.starts_at}`, before)
    const keyOn = (start: number) => hash('sha256', `${scope} ${start} ${visitor}`, 'buffer').subarray(0, 16)
    const old = this.#before.get(`${scope} ${day.starts_at}`)
    return {
      scope,
      now: this.now,
      day,
      key: keyOn(day.starts_at),
      previous_key: has_previous && old !== undefined ? keyOn(old) : null,
      items: this.#items(visitor, Math.min(day.starts_at, this.now)),
      newSessionId: () => '',
    }
  }

  #items(visitor: number, earliest: number): IdentifyItem[] {
    const count = 1 + Math.floor(this.#random() * this.#world.maxItems)
    return Array.from({ length: count }, () => this.#item(visitor, earliest)).sort((a, b) => a.at - b.at)
  }

  #item(visitor: number, earliest: number): IdentifyItem {
    const age = this.chance(0.7) ? 0 : this.pick([1, 700, 20 * MINUTE, 31 * MINUTE, 3 * HOUR, 23 * HOUR])
    const kind = this.pick(['view', 'view', 'event', 'late'])
    const path = Math.floor(this.#random() * PATHS.length)
    // Now and then the page of somebody else.
    const owner = this.chance(0.05) ? Math.floor(this.#random() * this.#world.visitors) : visitor
    return {
      at: Math.max(this.now - age, earliest),
      is_engaging: kind !== 'late',
      viewed_path: kind === 'view' ? (PATHS[path] as string) : null,
      page_id: this.chance(0.1) ? '' : `${owner}-${Math.floor(this.#random() * 4)}`,
      entry: ENTRIES[path] as IdentifyItem['entry'],
    }
  }
}

describe.each<World & { readonly beacons: number; readonly name: string }>([
  { name: 'many visitors', seed: 1, visitors: 20_000, maxPages: 1e9, maxItems: 3, day_ms: DAY_MS, beacons: 14_000 },
  { name: 'many midnights', seed: 2, visitors: 300, maxPages: 1e9, maxItems: 6, day_ms: 2 * HOUR, beacons: 12_000 },
  { name: 'few pages', seed: 3, visitors: 60, maxPages: 40, maxItems: 1, day_ms: 5 * HOUR, beacons: 12_000 },
])('memory and a plain model of it: $name', ({ beacons, ...world }) => {
  it('answer the same through sweeps, midnights and takeovers, and nothing is left over', {
    timeout: 60_000,
  }, async () => {
    const both = new Comparison(world)
    const isCapped = world.maxPages < 1e9
    while (both.answers < beacons) {
      both.now += both.chance(0.001) ? both.pick([9 * MINUTE, 29 * MINUTE, 30 * MINUTE, 45 * MINUTE, 4 * HOUR]) : 1
      if (!isCapped && both.chance(0.0005)) both.now -= both.pick([1, 1000, HOUR])
      both.beacon()
      // Somebody who never leaves, so that the 24 hours of a session are reached.
      if (both.answers % 97 === 0) both.beacon(0)
      if (both.chance(0.0005)) await both.sweep(isCapped || both.chance(0.5) ? 0 : 8)
      if (both.chance(0.0003)) await both.takeOver()
    }
    both.now += 2 * DAY_MS
    await both.sweep(0)
    const { image } = both.store.image()
    expect(await both.store.size()).toEqual({ scopes: 0, sessions: 0, day_visitors: 0, pages: 0, day_keys: 0 })
    expect([image.sessions.records.size, image.sessions.paths.size]).toEqual([0, 0])
    expect(image.sessions.entries.every((entry) => entry === null)).toBe(true)
  })
})

/** A deep comparison of everything would take most of the time. */
function expectSame(found: readonly ItemFacts[] | null, expected: readonly ItemFacts[] | null): void {
  const isSame = found?.length === expected?.length && found?.every((facts, at) => areSame(facts, expected?.[at]))
  if (!isSame && found !== expected) expect(found).toEqual(expected)
}

function areSame(one: ItemFacts, other: ItemFacts | undefined): boolean {
  if (!other || one.entry.entry_path !== other.entry.entry_path) return false
  return FACTS.every((name) => one[name] === other[name])
}

const FACTS = [
  'at',
  'session_id',
  'session_started_at',
  'session_seq',
  'session_gap_ms',
  'is_first_on_path',
  'is_first_of_day',
] as const

const hex = (number: number): string => (number >>> 0).toString(16).padStart(8, '0')

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
