import type { Action, Page, Sending } from './script.ts'

const MINUTE = 60_000
const TIMEOUT = 30 * MINUTE
const LONGEST = 24 * 60 * MINUTE
const PAGE_MEMORY = 4 * 60 * MINUTE
const FULL = 1_000_000

type Dims = Readonly<Record<string, string | number>>

/** A session as docs/guides/sessions.md defines it. */
export interface TruthSession {
  readonly startedAt: number
  readonly entry: Dims
  /** Number of the sending that opened it. */
  readonly openedBy: number
  /** The latest item that came while it lived. */
  lastAt: number
  readonly items: TruthItem[]
  readonly paths: Set<string>
  /** In millionths. */
  weight: number
}

export interface TruthItem {
  readonly type: Action['type']
  readonly isEngaging: boolean
  /** When it happened, as far as the server believes it. */
  readonly at: number
  readonly session: TruthSession | null
  /** Session-scoped dimensions are the session's, the rest its own. */
  readonly dims: Dims
  readonly values: Readonly<Record<string, number>>
  readonly isFirstOfDay: boolean
  readonly isFirstOnPath: boolean
}

/** What was measured in one environment of one site. */
export interface TruthScope {
  readonly items: TruthItem[]
  readonly sessions: TruthSession[]
}

interface ScopeState extends TruthScope {
  readonly visitors: Map<string, TruthSession>
  readonly days: Set<string>
  readonly pages: Map<string, { session: TruthSession; until: number }>
  readonly taken: Set<string>
}

export interface Calendar {
  /** Name of the day of an instant in a time zone. */
  dayOf(at: number, timezone: string): string
  startOfDay(at: number, timezone: string): number
}

/**
 * The rules of docs/guides/sessions.md and data-model, applied to what visitors did, in the order in which it was taken: visitors
 * are lines and browsers here, never keys; nothing of the product is called.
 */
export class Truth {
  readonly #scopes = new Map<string, ScopeState>()
  readonly #calendar: Calendar
  #sendings = 0

  constructor(calendar: Calendar) {
    this.#calendar = calendar
  }

  scope(siteKey: string, environment: string): TruthScope {
    return this.#scope(`${siteKey} ${environment}`)
  }

  /** The server has taken what was sent, at this time of its clock. */
  accept(sending: Sending, now: number): void {
    const { person, line } = sending
    const { timezone } = person.site
    const scope = this.#scope(`${person.site.key} ${person.environment}`)
    const visitor = `${line.name} | ${person.agent.header}`
    const number = ++this.#sendings
    const current = { session: scope.visitors.get(visitor) ?? null }
    if (current.session && !lives(current.session, now)) current.session = null
    // The memory of pages outlives sessions: what was over when the beacon came is not prolonged.
    const isOver = (session: TruthSession) => session.openedBy !== number && !lives(session, now)

    for (const { action, at } of timed(fresh(sending, scope.taken), now, this.#calendar.startOfDay(now, timezone))) {
      const own = ownDims(sending, action)
      let session: TruthSession | null
      let isFirstOfDay = false
      let isFirstOnPath = false
      if (action.isEngaging) {
        session = current.session && lives(current.session, at) ? current.session : null
        if (session === null) {
          session = { startedAt: at, entry: entryDims(sending, action), openedBy: number, lastAt: at, ...blank() }
          scope.sessions.push(session)
        }
        current.session = session
        const day = `${visitor} | ${this.#calendar.dayOf(now, timezone)}`
        isFirstOfDay = !scope.days.has(day)
        scope.days.add(day)
        session.lastAt = Math.max(session.lastAt, at)
        if (action.type === 'pageview') {
          isFirstOnPath = !session.paths.has(action.page.path)
          session.paths.add(action.page.path)
          if (action.page.id !== '') scope.pages.set(action.page.id, { session, until: now + PAGE_MEMORY })
        }
      } else {
        const page = scope.pages.get(action.page.id)
        const live = current.session && lives(current.session, at) ? current.session : null
        session = page && page.until > now ? page.session : live
        if (session && !isOver(session) && lives(session, at)) session.lastAt = Math.max(session.lastAt, at)
      }
      const { type, isEngaging, values } = action
      const dims = { ...(session?.entry ?? entryDims(sending, action)), ...own }
      const item = { type, isEngaging, at, session, dims, values, isFirstOfDay, isFirstOnPath }
      scope.items.push(item)
      session?.items.push(item)
    }
    if (current.session) scope.visitors.set(visitor, current.session)
  }

  #scope(name: string): ScopeState {
    const known = this.#scopes.get(name)
    if (known) return known
    const [items, sessions] = [[], []]
    const state = {
      items,
      sessions,
      visitors: new Map(),
      days: new Set<string>(),
      pages: new Map(),
      taken: new Set<string>(),
    }
    this.#scopes.set(name, state)
    return state
  }
}

const blank = () => ({ items: [], paths: new Set<string>(), weight: FULL })

/** Less than half an hour since its last item, and less than a day since it began. */
const lives = (session: TruthSession, at: number): boolean =>
  at - session.lastAt < TIMEOUT && at - session.startedAt < LONGEST

/** What was not taken before. The single form has no ids: all of it is new. */
function fresh({ person, actions }: Sending, taken: Set<string>): readonly Action[] {
  if (person.form === 'single') return actions
  return actions.filter(({ id }) => {
    const isNew = !taken.has(id)
    taken.add(id)
    return isNew
  })
}

/** Oldest first, views before what happened on them; never before the day of receipt, never before the page's own view. */
function timed(actions: readonly Action[], now: number, dayStart: number): { action: Action; at: number }[] {
  const views = new Map<Page, number>()
  for (const { type, page, at } of actions) if (type === 'pageview') views.set(page, at)
  const isView = ({ type }: Action) => Number(type === 'pageview')
  return actions
    .map((action) => ({ action, at: Math.max(Math.min(action.at, now), views.get(action.page) ?? 0, dayStart) }))
    .sort((a, b) => a.at - b.at || isView(b.action) - isView(a.action))
}

const EMPTY_ENTRY = Object.fromEntries(
  [
    'source',
    'channel',
    'referrer',
    'referrer_hostname',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_content',
    'utm_term',
  ].map((name) => [name, '']),
)
const entryDims = ({ person, line }: Sending, { page }: Action): Dims => ({
  ...EMPTY_ENTRY,
  ...person.dims,
  country: line.country,
  ...page.origin.dims,
  entry_path: page.path,
})

const EMPTY_ITEM = Object.fromEntries(
  [
    'event_name',
    'error_type',
    'lcp_target',
    'lcp_resource_host',
    'lcp_resource_kind',
    'inp_target',
    'inp_interaction_type',
    'inp_script_host',
    'inp_script_path',
    'inp_load_state',
    'cls_target',
    'cls_load_state',
  ].map((name) => [name, '']),
)
const ownDims = ({ release, person }: Sending, { page, dims }: Action): Dims => ({
  ...EMPTY_ITEM,
  hostname: page.host,
  path: page.path,
  navigation_type: person.form === 'single' ? '' : page.navigation_type,
  release,
  ...dims,
})
