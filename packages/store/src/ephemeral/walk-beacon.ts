import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { type IdentifyCall, type IdentifyItem, type ItemFacts, NIL_SESSION } from './port.ts'
import { isLive, type Session, viewPath } from './session.ts'

export const MAX_SEQ = 65_535

/** What is known before the beacon: working copies, the same one each time a session is asked for. */
export interface Known {
  /** The visitor's session, under today's key or yesterday's. */
  readonly session: Session | undefined
  readonly is_seen_today: boolean
  pageSession(page_id: string): Session | undefined
}

/** What the beacon changes, to be applied together or not at all. */
export interface Changes {
  /** The visitor's session after the beacon, if it has one that lives. */
  readonly session: Session | undefined
  readonly uses_day_bit: boolean
  /** Sessions known before that may have changed. */
  readonly met: readonly Session[]
  readonly pages: ReadonlyMap<string, Session>
}

/**
 * The session algorithm: which session each item of a beacon belongs to, oldest item first. Works on copies of sessions, so
 * that looking (`peek`) and failing leave everything as it was.
 */
export function walkBeacon(call: IdentifyCall, known: Known): { facts: ItemFacts[]; changes: Changes } {
  const walk = new Walk(call, known)
  const facts = call.items.map((item) => walk.take(item))
  return {
    facts,
    changes: { session: walk.session, uses_day_bit: walk.usesDayBit, met: walk.met, pages: walk.pages },
  }
}

type FactsDraft = { -readonly [Name in keyof ItemFacts]: ItemFacts[Name] }

class Walk {
  readonly met: Session[] = []
  readonly pages = new Map<string, Session>()
  session: Session | undefined
  usesDayBit = false
  readonly #call: IdentifyCall
  readonly #known: Known
  /** Sessions that were over when the beacon came: late items learn from them but do not prolong them. */
  readonly #over: Session[] = []

  constructor(call: IdentifyCall, known: Known) {
    this.#call = call
    this.#known = known
    if (known.session && isLive(known.session, call.now)) this.session = this.#meet(known.session)
  }

  take(item: IdentifyItem): ItemFacts {
    return item.is_engaging ? this.#engage(item) : this.#follow(item)
  }

  #engage(item: IdentifyItem): ItemFacts {
    if (!this.session || !isLive(this.session, item.at)) this.session = this.#open(item)
    const session = this.session
    session.seq = Math.min(session.seq + 1, MAX_SEQ)
    const isFirstOfDay = !this.#known.is_seen_today && !this.usesDayBit
    this.usesDayBit ||= isFirstOfDay
    if (item.viewed_path !== null && item.page_id !== '') this.pages.set(item.page_id, session)
    const facts = factsOf(session, item)
    facts.session_seq = session.seq
    facts.session_gap_ms = advance(session, item.at)
    if (item.viewed_path !== null) facts.is_first_on_path = viewPath(session, item.viewed_path)
    if (isFirstOfDay) facts.is_first_of_day = 1
    return facts
  }

  /** Vitals, engagement, errors, automatic events: the page's session, else the visitor's live one, else none. */
  #follow(item: IdentifyItem): ItemFacts {
    const session = this.#sessionOfPage(item.page_id) ?? this.#liveAt(item.at)
    const facts = factsOf(session, item)
    if (session && !this.#over.includes(session) && isLive(session, item.at))
      facts.session_gap_ms = advance(session, item.at)
    return facts
  }

  #liveAt(at: number): Session | undefined {
    return this.session && isLive(this.session, at) ? this.session : undefined
  }

  #open(item: IdentifyItem): Session {
    const id = this.#call.newSessionId()
    return { number: 0, id, started_at: item.at, entry: item.entry, last_seen: item.at, seq: 0, paths: [] }
  }

  #sessionOfPage(pageId: string): Session | undefined {
    if (pageId === '') return undefined
    const ours = this.pages.get(pageId)
    if (ours) return ours
    const known = this.#known.pageSession(pageId)
    return known && this.#meet(known)
  }

  #meet(session: Session): Session {
    if (this.met.includes(session)) return session
    this.met.push(session)
    if (!isLive(session, this.#call.now)) this.#over.push(session)
    return session
  }
}

/** Moves `last_seen` on and answers the gap; 0 for what arrives out of order. */
function advance(session: Session, at: number): number {
  const gap = Math.min(Math.max(at - session.last_seen, 0), SESSION_TIMEOUT_MS)
  session.last_seen = Math.max(session.last_seen, at)
  return gap
}

function factsOf(session: Session | undefined, item: IdentifyItem): FactsDraft {
  return {
    at: item.at,
    session_id: session?.id ?? NIL_SESSION,
    session_started_at: session?.started_at ?? 0,
    session_seq: 0,
    session_gap_ms: 0,
    is_first_on_path: 0,
    is_first_of_day: 0,
    entry: session?.entry ?? item.entry,
  }
}
