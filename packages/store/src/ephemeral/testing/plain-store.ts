import { PAGEVIEW_MEMORY_MS, SESSION_MAX_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import {
  type EntryFacts,
  type IdentifyCall,
  type IdentifyItem,
  type ItemFacts,
  NIL_SESSION,
  type SiteDay,
} from '../port.ts'

interface PlainSession {
  readonly id: string
  readonly started_at: number
  readonly entry: EntryFacts
  last_seen: number
  seq: number
  paths: ReadonlySet<string>
}

interface PlainDay {
  readonly day: SiteDay
  readonly seen: Set<string>
  readonly sessions: Map<string, PlainSession>
}

interface PlainScope {
  current: PlainDay
  previous: PlainDay | null
}

const MAX_PATHS = 64

/** The port once more, as plainly as it can be said: maps of objects, nothing shared, nothing freed by hand. To compare with. */
export class PlainStore {
  readonly scopes = new Map<string, PlainScope>()
  readonly pages = new Map<string, { readonly session: PlainSession; readonly expires: number }>()
  readonly #maxPages: number

  constructor(maxPages: number) {
    this.#maxPages = maxPages
  }

  openDay(name: string, now: number, proposed: SiteDay): { day: SiteDay; has_previous: boolean; is_fresh: boolean } {
    const known = this.scopes.get(name)
    const scope = known ?? { current: emptyDay(proposed), previous: null }
    const { ends_at } = scope.current.day
    if (now >= ends_at) {
      scope.previous = scope.current
      scope.current = emptyDay({ ...proposed, starts_at: Math.max(proposed.starts_at, ends_at) })
    }
    this.scopes.set(name, scope)
    return {
      day: scope.current.day,
      has_previous: scope.previous !== null && isInGrace(scope.previous, now),
      is_fresh: known === undefined,
    }
  }

  answer(call: IdentifyCall, isLook: boolean): ItemFacts[] | null {
    const scope = this.scopes.get(call.scope)
    if (scope?.current.day.starts_at !== call.day.starts_at) return null
    const [key, oldKey] = [nameOf(call.key), call.previous_key && nameOf(call.previous_key)]
    const { current, previous } = scope
    const copies = new Map<PlainSession, PlainSession>()
    const copyOf = (session: PlainSession): PlainSession => {
      const copy = copies.get(session) ?? { ...session }
      copies.set(session, copy)
      return copy
    }
    const old = oldKey && previous && isInGrace(previous, call.now) ? previous.sessions.get(oldKey) : undefined
    const own = current.sessions.get(key) ?? old
    let session = own && lives(own, call.now) ? copyOf(own) : undefined
    let isSeen = current.seen.has(key)
    const viewed = new Map<string, PlainSession>()

    const engage = (item: IdentifyItem): ItemFacts => {
      if (!session || !lives(session, item.at))
        session = {
          id: call.newSessionId(),
          started_at: item.at,
          entry: item.entry,
          last_seen: item.at,
          seq: 0,
          paths: new Set(),
        }
      session.seq++
      const { viewed_path: path, page_id } = item
      const isNewPath = path !== null && session.paths.size < MAX_PATHS && !session.paths.has(path)
      if (isNewPath) session.paths = new Set([...session.paths, path])
      if (path !== null && page_id !== '') viewed.set(page_id, session)
      const facts = { ...factsOf(session, item), session_seq: session.seq, session_gap_ms: moveOn(session, item.at) }
      const isFirst = !isSeen
      isSeen = true
      return { ...facts, is_first_on_path: isNewPath ? 1 : 0, is_first_of_day: isFirst ? 1 : 0 }
    }
    const follow = (item: IdentifyItem): ItemFacts => {
      const page = this.pages.get(`${call.scope} ${item.page_id}`)
      const kept = item.page_id !== '' && page && page.expires > call.now ? page.session : undefined
      const ofPage = viewed.get(item.page_id) ?? (kept && copyOf(kept))
      const found = ofPage ?? (session && lives(session, item.at) ? session : undefined)
      const isOver = found === ofPage && kept !== undefined && !viewed.has(item.page_id) && !lives(kept, call.now)
      const facts = factsOf(found, item)
      return found && !isOver && lives(found, item.at) ? { ...facts, session_gap_ms: moveOn(found, item.at) } : facts
    }

    const facts = call.items.map((item) => (item.is_engaging ? engage(item) : follow(item)))
    if (isLook) return facts
    const originals = new Map([...copies].map(([original, copy]) => [copy, original]))
    const settle = (copy: PlainSession): PlainSession => Object.assign(originals.get(copy) ?? copy, copy)
    for (const copy of copies.values()) settle(copy)
    if (isSeen) current.seen.add(key)
    if (session) {
      current.sessions.set(key, settle(session))
      if (oldKey) previous?.sessions.delete(oldKey)
    }
    for (const [id, view] of viewed)
      this.#putPage(`${call.scope} ${id}`, { session: settle(view), expires: call.now + PAGEVIEW_MEMORY_MS })
    return facts
  }

  sweep(now: number): void {
    for (const [name, scope] of this.scopes) {
      if (scope.previous && !isInGrace(scope.previous, now)) scope.previous = null
      scope.previous?.seen.clear()
      for (const day of [scope.current, scope.previous])
        for (const [key, session] of day?.sessions ?? []) if (!lives(session, now)) day?.sessions.delete(key)
      if (!isInGrace(scope.current, now)) this.scopes.delete(name)
    }
    for (const [id, { expires }] of this.pages) if (expires <= now) this.pages.delete(id)
  }

  /** Of what is held right after a sweep. */
  size() {
    const days = [...this.scopes.values()].flatMap(({ current, previous }) =>
      previous ? [current, previous] : [current],
    )
    const all = [
      ...days.flatMap(({ sessions }) => [...sessions.values()]),
      ...[...this.pages.values()].map((page) => page.session),
    ]
    return {
      scopes: this.scopes.size,
      sessions: days.reduce((sum, { sessions }) => sum + sessions.size, 0),
      day_visitors: days.reduce((sum, { seen }) => sum + seen.size, 0),
      pages: this.pages.size,
      day_keys: days.length,
      records: new Set(all).size,
    }
  }

  #putPage(id: string, page: { session: PlainSession; expires: number }): void {
    if (!this.pages.has(id) && this.pages.size >= this.#maxPages) {
      const [oldest] = [...this.pages].sort(([, a], [, b]) => a.expires - b.expires)
      if (oldest) this.pages.delete(oldest[0])
    }
    this.pages.set(id, page)
  }
}

const emptyDay = (day: SiteDay): PlainDay => ({ day, seen: new Set(), sessions: new Map() })

const isInGrace = ({ day }: PlainDay, now: number): boolean => now < day.ends_at + SESSION_TIMEOUT_MS

const lives = ({ last_seen, started_at }: PlainSession, at: number): boolean =>
  at < last_seen + SESSION_TIMEOUT_MS && at < started_at + SESSION_MAX_MS && at > started_at - SESSION_MAX_MS

const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1')

function moveOn(session: PlainSession, at: number): number {
  const gap = at - session.last_seen
  if (gap <= 0) return 0
  session.last_seen = at
  return Math.min(gap, SESSION_TIMEOUT_MS)
}

function factsOf(session: PlainSession | undefined, item: IdentifyItem): ItemFacts {
  const facts = { at: item.at, session_seq: 0, session_gap_ms: 0, is_first_on_path: 0, is_first_of_day: 0 } as const
  if (!session) return { ...facts, session_id: NIL_SESSION, session_started_at: 0, entry: item.entry }
  return { ...facts, session_id: session.id, session_started_at: session.started_at, entry: session.entry }
}
