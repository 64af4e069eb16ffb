import { PAGEVIEW_MEMORY_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { EntryPool } from './entry-pool.ts'
import { KeyTable } from './key-table.ts'
import type { DayKeys, EphemeralSize, EphemeralStore, IdentifyCall, ItemFacts, SiteDay } from './port.ts'
import { isLive, type Session } from './session.ts'
import { type Changes, type Known, walkBeacon } from './walk-beacon.ts'

const KEY_BYTES = 32
/** Page ids remembered per scope; the oldest go first. */
const MAX_PAGES = 1_000_000

interface DayState {
  readonly day: SiteDay
  readonly random: Uint8Array
  readonly sessions: KeyTable<Session>
  readonly seen: KeyTable<undefined>
}

interface PageMemory {
  readonly session: Session
  readonly expires_at: number
}

interface Scope {
  /** Null when its day and the grace are over and no new day has begun. */
  current: DayState | null
  previous: DayState | null
  /** Oldest first, since all live equally long. */
  readonly pages: Map<string, PageMemory>
}

interface OpenScope {
  readonly scope: Scope
  readonly current: DayState
  readonly previous: DayState | null
}

/** Opens the ephemeral store in this process's memory. `randomBytes` must be the CSPRNG. */
export function openMemoryEphemeral(options: {
  readonly randomBytes: (length: number) => Uint8Array
  readonly maxPages?: number
}): EphemeralStore {
  return new MemoryEphemeral(options.randomBytes, options.maxPages ?? MAX_PAGES)
}

class MemoryEphemeral implements EphemeralStore {
  readonly #scopes = new Map<string, Scope>()
  readonly #pool = new EntryPool()
  readonly #randomBytes: (length: number) => Uint8Array
  readonly #maxPages: number

  constructor(randomBytes: (length: number) => Uint8Array, maxPages: number) {
    this.#randomBytes = randomBytes
    this.#maxPages = maxPages
  }

  async dayKeys(name: string, day: SiteDay, now: number): Promise<DayKeys | null> {
    const scope = this.#scopes.get(name) ?? this.#begin(name)
    const current = this.#currentOf(scope, day)
    if (day.starts_at < current.day.starts_at) return null
    return { current: current.random, previous: previousOf(scope, now)?.random ?? null }
  }

  async identify(call: IdentifyCall): Promise<readonly ItemFacts[] | null> {
    const open = this.#openOf(call)
    if (!open) return null
    const { facts, changes } = walkBeacon(call, known(open, call), (entry) => this.#pool.share(entry))
    this.#commit(open, call, changes)
    return facts
  }

  async peek(call: IdentifyCall): Promise<readonly ItemFacts[] | null> {
    const open = this.#openOf(call)
    return open && walkBeacon(call, known(open, call), (entry) => entry).facts
  }

  async sweep(now: number): Promise<void> {
    this.#pool.clear()
    for (const [name, scope] of this.#scopes) {
      if (scope.previous && !isInGrace(scope.previous, now)) this.#dropPrevious(scope)
      scope.current?.sessions.sweep((session) => !isLive(session, now))
      scope.previous?.sessions.sweep((session) => !isLive(session, now))
      for (const [id, page] of scope.pages) {
        if (page.expires_at > now) break
        scope.pages.delete(id)
      }
      if (scope.current && !isInGrace(scope.current, now)) {
        wipe(scope.current)
        scope.current = null
      }
      if (!scope.current && scope.pages.size === 0) this.#scopes.delete(name)
    }
  }

  async size(): Promise<EphemeralSize> {
    const scopes = [...this.#scopes.values()]
    const days = scopes.flatMap(({ current, previous }) => [current, previous]).filter((day) => day !== null)
    return {
      scopes: scopes.length,
      sessions: sum(days, (day) => day.sessions.size),
      day_visitors: sum(days, (day) => day.seen.size),
      pages: sum(scopes, (scope) => scope.pages.size),
      day_keys: days.length,
    }
  }

  async close(): Promise<void> {
    for (const scope of this.#scopes.values()) {
      this.#dropPrevious(scope)
      if (scope.current) wipe(scope.current)
    }
    this.#scopes.clear()
  }

  #begin(name: string): Scope {
    const scope: Scope = { current: null, previous: null, pages: new Map() }
    this.#scopes.set(name, scope)
    return scope
  }

  /** The open day of a scope, rotated when the asked one is later. Days only move forward. */
  #currentOf(scope: Scope, day: SiteDay): DayState {
    const current = scope.current
    if (current && current.day.starts_at >= day.starts_at) return current
    this.#dropPrevious(scope)
    current?.seen.wipe()
    scope.previous = current
    scope.current = this.#newDay(day)
    return scope.current
  }

  #newDay(day: SiteDay): DayState {
    return { day, random: this.#randomBytes(KEY_BYTES), sessions: new KeyTable('map'), seen: new KeyTable('set') }
  }

  #dropPrevious(scope: Scope): void {
    if (scope.previous) wipe(scope.previous)
    scope.previous = null
  }

  #openOf(call: IdentifyCall): OpenScope | null {
    const scope = this.#scopes.get(call.scope)
    if (!scope?.current || scope.current.day.starts_at !== call.day.starts_at) return null
    return { scope, current: scope.current, previous: previousOf(scope, call.now) }
  }

  #commit({ scope, current, previous }: OpenScope, call: IdentifyCall, changes: Changes): void {
    const originals = new Map(
      [...changes.drafts].map(([original, draft]) => [draft, Object.assign(original, draft)] as const),
    )
    const kept = (session: Session) => originals.get(session) ?? session
    if (changes.session) {
      current.sessions.put(call.key, kept(changes.session))
      if (call.previous_key) previous?.sessions.delete(call.previous_key)
    }
    if (changes.uses_day_bit) current.seen.put(call.key, undefined)
    const expires_at = call.now + PAGEVIEW_MEMORY_MS
    for (const [id, session] of changes.pages) {
      scope.pages.delete(id)
      scope.pages.set(id, { session: kept(session), expires_at })
    }
    for (const oldest of scope.pages.keys()) {
      if (scope.pages.size <= this.#maxPages) break
      scope.pages.delete(oldest)
    }
  }
}

function known({ scope, current, previous }: OpenScope, call: IdentifyCall): Known {
  return {
    session:
      current.sessions.get(call.key) ?? (call.previous_key ? previous?.sessions.get(call.previous_key) : undefined),
    is_seen_today: current.seen.has(call.key),
    pageSession: (id) => {
      const page = scope.pages.get(id)
      return page && page.expires_at > call.now ? page.session : undefined
    },
  }
}

/** The old day's keys and map serve look-ups for one session timeout, whenever the sweeper comes. */
function previousOf(scope: Scope, now: number): DayState | null {
  return scope.previous && isInGrace(scope.previous, now) ? scope.previous : null
}

function isInGrace(state: DayState, now: number): boolean {
  return now < state.day.ends_at + SESSION_TIMEOUT_MS
}

function wipe(state: DayState): void {
  state.random.fill(0)
  state.sessions.wipe()
  state.seen.wipe()
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0)
}
