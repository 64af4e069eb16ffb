import { hash } from 'node:crypto'
import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { GONE } from './key-segment.ts'
import { KeyTable, type TableImage } from './key-table.ts'
import { type MemoryLimits, openMemoryLimits } from './limits/memory-limits.ts'
import { PageMemory, type PagesImage } from './page-memory.ts'
import {
  ENTRY_FACT_NAMES,
  type EphemeralSize,
  type EphemeralStore,
  type IdentifyCall,
  type ItemFacts,
  isFarAhead,
  type OpenDay,
  type SiteDay,
  TooManySessions,
} from './port.ts'
import { isLive, type Session } from './session.ts'
import { SessionMemory, type SessionsImage } from './session-memory.ts'
import { type Changes, type Known, walkBeacon } from './walk-beacon.ts'

const KEY_BYTES = 32
const PAGE_SALT_BYTES = 16
/** To be raised when `MemoryImage` or what its parts hold changes; which facts a session has is known by itself. */
const IMAGE_FORMAT = `2-${hash('sha256', ENTRY_FACT_NAMES.join()).slice(0, 8)}`

/** A key of the day with everything found under it. */
interface DayState {
  readonly day: SiteDay
  readonly random: Uint8Array
  /** Visitors seen today or with a session: the session's number, or 0, twice, plus one for who has been seen today. */
  readonly visitors: KeyTable
  session_count: number
  seen_count: number
}

interface Scope {
  current: DayState
  previous: DayState | null
}

/** The whole memory as plain data; `parts` is the memory itself, in the order in which it is taken. */
export interface MemoryImage {
  readonly format: string
  readonly scopes: readonly (readonly [name: string, current: DayImage, previous: DayImage | null])[]
  readonly sessions: SessionsImage
  readonly pages: PagesImage
}
type DayImage = Pick<DayState, 'day' | 'session_count' | 'seen_count'> & { readonly visitors: TableImage }

/** The ephemeral store of one process, which a successor can take over. */
export interface MemoryEphemeral extends EphemeralStore {
  /** What it holds, nothing copied: it must not be used until the parts have been sent. */
  image(): { readonly image: MemoryImage; readonly parts: readonly Uint8Array[] }
  /** Becomes what an image was taken of. Only for a store that has not been used. The parts become its memory. */
  load(image: MemoryImage, parts: readonly Uint8Array[]): void
}

/** How much may be kept, so that senders who are new with every beacon cannot fill memory. */
export interface SessionRoom {
  /** Sessions over all scopes, those included that only a page still refers to; about 100 bytes each. */
  readonly sessions: number
  /** Live sessions of one scope. */
  readonly sessions_of_scope: number
  /** Visitors of the day of one scope; about 20 bytes each. */
  readonly visitors_of_scope: number
  /** Text of entry facts, over all scopes: each combination is kept once. */
  readonly entry_bytes: number
}

const ROOM: SessionRoom = {
  sessions: 2_000_000,
  sessions_of_scope: 500_000,
  visitors_of_scope: 5_000_000,
  entry_bytes: 256 * 1024 ** 2,
}

export interface MemoryOptions {
  /** The CSPRNG. */
  readonly randomBytes: (length: number) => Uint8Array
  readonly now: () => number
  readonly maxPages?: number
  readonly room?: SessionRoom
}

/** Opens the ephemeral store in this process's memory. */
export function openMemoryEphemeral(options: MemoryOptions): MemoryEphemeral {
  return new ProcessMemory(options)
}

class ProcessMemory implements MemoryEphemeral {
  readonly now: () => number
  readonly limits: MemoryLimits
  readonly #scopes = new Map<string, Scope>()
  readonly #sessions = new SessionMemory()
  readonly #pages: PageMemory
  readonly #room: SessionRoom
  readonly #randomBytes: MemoryOptions['randomBytes']

  constructor({ randomBytes, now, maxPages, room = ROOM }: MemoryOptions) {
    this.#room = room
    this.now = now
    this.limits = openMemoryLimits(now)
    this.#randomBytes = randomBytes
    this.#pages = new PageMemory(this.#sessions, { salt: randomBytes(PAGE_SALT_BYTES), max: maxPages })
  }

  openDay(name: string, propose: (now: number) => SiteDay): OpenDay {
    const now = this.now()
    let scope = this.#scopes.get(name)
    if (scope && isFarAhead(scope.current.day, now)) scope = this.#drop(name, scope)
    const is_fresh = scope === undefined
    if (!scope) {
      scope = { current: this.#newDay(propose(now)), previous: null }
      this.#scopes.set(name, scope)
    } else if (now >= scope.current.day.ends_at) this.#rotate(scope, propose(now))
    const { current, previous } = scope
    return { day: current.day, current: current.random, previous: inGrace(previous, now)?.random ?? null, is_fresh }
  }

  identify(call: IdentifyCall): readonly ItemFacts[] | null {
    const scope = this.#scopeOf(call)
    if (!scope) return null
    const { facts, changes } = walkBeacon(call, this.#known(scope, call))
    if (changes.session?.number === 0 && !this.#hasRoom(scope.current)) throw new TooManySessions()
    this.#commit(scope, call, changes)
    return facts
  }

  peek(call: IdentifyCall): readonly ItemFacts[] | null {
    const scope = this.#scopeOf(call)
    return scope && walkBeacon(call, this.#known(scope, call)).facts
  }

  async forget(name: string): Promise<void> {
    const scope = this.#scopes.get(name)
    if (scope) this.#drop(name, scope)
    this.#pages.forget(name)
  }

  /** Lets beacons through after every segment of a table: a fraction of a millisecond. */
  async sweep(): Promise<void> {
    this.limits.sweep(this.now())
    for (const _segment of this.#sweepAll(this.now())) await new Promise(setImmediate)
  }

  async size(): Promise<EphemeralSize> {
    const days = [...this.#scopes.values()].flatMap(({ current, previous }) =>
      previous ? [current, previous] : [current],
    )
    return {
      scopes: this.#scopes.size,
      sessions: days.reduce((total, { session_count }) => total + session_count, 0),
      day_visitors: days.reduce((total, { seen_count }) => total + seen_count, 0),
      pages: this.#pages.size,
      day_keys: days.length,
    }
  }

  async ping(): Promise<void> {}

  warnings(): readonly string[] {
    return []
  }

  async close(): Promise<void> {
    for (const { current, previous } of this.#scopes.values())
      for (const state of [current, previous]) {
        state?.random.fill(0)
        state?.visitors.wipe()
      }
    this.#scopes.clear()
    this.#pages.wipe()
    this.#sessions.wipe()
    this.limits.clear()
  }

  image(): { image: MemoryImage; parts: readonly Uint8Array[] } {
    const parts: Uint8Array[] = []
    const ofDay = ({ day, session_count, seen_count, random, visitors }: DayState): DayImage => {
      parts.push(random)
      return { day, session_count, seen_count, visitors: visitors.image(parts) }
    }
    const scopes = [...this.#scopes].map(
      ([name, { current, previous }]) => [name, ofDay(current), previous && ofDay(previous)] as const,
    )
    const sessions = this.#sessions.image(parts)
    return { image: { format: IMAGE_FORMAT, scopes, sessions, pages: this.#pages.image(parts) }, parts }
  }

  load(image: MemoryImage, parts: readonly Uint8Array[]): void {
    let at = 0
    const take = () => parts[at++] as Uint8Array
    const dayOf = ({ visitors, ...rest }: DayImage): DayState => {
      const state = { ...rest, random: take(), visitors: new KeyTable(1) }
      state.visitors.load(visitors, take)
      return state
    }
    for (const [name, current, previous] of image.scopes)
      this.#scopes.set(name, { current: dayOf(current), previous: previous && dayOf(previous) })
    this.#sessions.load(image.sessions, take)
    this.#pages.load(image.pages, take)
  }

  #hasRoom({ session_count, seen_count }: DayState): boolean {
    const { sessions, sessions_of_scope, visitors_of_scope, entry_bytes } = this.#room
    if (session_count >= sessions_of_scope || seen_count >= visitors_of_scope) return false
    return this.#sessions.size < sessions && this.#sessions.entryBytes < entry_bytes
  }

  #newDay(day: SiteDay): DayState {
    return { day, random: this.#randomBytes(KEY_BYTES), visitors: new KeyTable(1), session_count: 0, seen_count: 0 }
  }

  #rotate(scope: Scope, day: SiteDay): void {
    if (scope.previous) this.#forget(scope.previous)
    const { current } = scope
    scope.previous = current
    scope.current = this.#newDay({ ...day, starts_at: Math.max(day.starts_at, current.day.ends_at) })
  }

  #drop(name: string, { current, previous }: Scope): undefined {
    if (previous) this.#forget(previous)
    this.#forget(current)
    this.#scopes.delete(name)
  }

  /** Zeroes a day's key and set. */
  #forget(state: DayState): void {
    for (const value of state.visitors.values()) if (value > 1) this.#sessions.release(value >>> 1)
    state.random.fill(0)
    state.visitors.wipe()
  }

  #scopeOf(call: IdentifyCall): Scope | null {
    const scope = this.#scopes.get(call.scope)
    return scope && scope.current.day.starts_at === call.day.starts_at ? scope : null
  }

  #known({ current, previous }: Scope, call: IdentifyCall): Known {
    const copies: Session[] = []
    const copy = (number: number): Session => {
      let session = copies.find((known) => known.number === number)
      if (!session) {
        session = this.#sessions.read(number)
        copies.push(session)
      }
      return session
    }
    const today = Math.max(current.visitors.get(call.key), 0)
    const old =
      today > 1 || !call.previous_key ? today : (inGrace(previous, call.now)?.visitors.get(call.previous_key) ?? 0)
    return {
      session: old > 1 ? copy(old >>> 1) : undefined,
      is_seen_today: (today & 1) === 1,
      pageSession: (id) => {
        const number = this.#pages.find(call.scope, id, call.now)
        return number === 0 ? undefined : copy(number)
      },
    }
  }

  #commit({ current, previous }: Scope, call: IdentifyCall, changes: Changes): void {
    for (const session of changes.met) this.#sessions.write(session)
    // Held until all is written: a page that makes room for another must not take a session along that is still needed.
    for (const session of changes.pages.values()) this.#sessions.hold(session)
    this.#commitVisitor(current, call.key, changes)
    if (changes.session && previous && call.previous_key) this.#dropVisitor(previous, call.previous_key)
    for (const [id, session] of changes.pages) this.#pages.put(call.scope, id, { session, now: call.now })
    for (const { number } of changes.pages.values()) this.#sessions.release(number)
  }

  #commitVisitor(state: DayState, key: Uint8Array, { session, uses_day_bit }: Changes): void {
    const before = Math.max(state.visitors.get(key), 0)
    const old = before >>> 1
    const number = session ? this.#sessions.hold(session) : old
    if (session && old !== 0) this.#sessions.release(old)
    if (number !== 0 && old === 0) state.session_count++
    if (uses_day_bit) state.seen_count++
    const after = number * 2 + (uses_day_bit ? 1 : before & 1)
    if (after !== before) state.visitors.put(key, after)
  }

  #dropVisitor(state: DayState, key: Uint8Array): void {
    const value = state.visitors.get(key)
    if (value <= 1) return
    this.#sessions.release(value >>> 1)
    state.session_count--
    if (value & 1) state.seen_count--
    state.visitors.delete(key)
  }

  *#sweepAll(now: number): Generator<void> {
    for (const [name, scope] of this.#scopes) {
      if (scope.previous && !inGrace(scope.previous, now)) {
        this.#forget(scope.previous)
        scope.previous = null
      }
      if (scope.previous) yield* this.#sweepVisitors(scope.previous, now, false)
      if (!inGrace(scope.current, now) || isFarAhead(scope.current.day, now)) this.#drop(name, scope)
      else yield* this.#sweepVisitors(scope.current, now, true)
    }
    yield* this.#pages.sweep(now)
  }

  /** Sessions that are over leave, and of the day before also its set. */
  *#sweepVisitors(state: DayState, now: number, isToday: boolean): Generator<void> {
    yield* state.visitors.sweep((value) => {
      const number = value >>> 1
      const isOver = number !== 0 && !isLive(this.#sessions.times(number), now)
      if (isOver) {
        this.#sessions.release(number)
        state.session_count--
      }
      const wasSeen = value & 1
      const isSeen = isToday ? wasSeen : 0
      state.seen_count -= wasSeen - isSeen
      return (isOver ? 0 : number * 2) + isSeen || GONE
    })
  }
}

/** The old day's keys and map serve look-ups for one session timeout, whenever the sweeper comes. */
function inGrace(state: DayState | null, now: number): DayState | null {
  return state && now < state.day.ends_at + SESSION_TIMEOUT_MS ? state : null
}
