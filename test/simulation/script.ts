import type { ItemType } from '@lethe/catalogue'
import { type SeededRandom, seededRandom } from '@lethe/testkit'
import {
  BOT,
  inside,
  type Line,
  marked,
  markOf,
  newLine,
  newPerson,
  ORIGINS,
  type Origin,
  type Person,
  type SimulatedSite,
} from './people.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const PATHS = ['/', '/shop', '/cart', '/%C3%BCml%C3%A4ut', "/o'brien", '/help']
const HOSTS = ['shop.example', 'www.shop.example']

export interface Page {
  readonly id: string
  readonly host: string
  readonly path: string
  readonly origin: Origin
  readonly navigation_type: string
}

/** Something that happened on a page: what the page says of it, and what of that may be stored. */
export interface Action {
  readonly id: string
  readonly type: ItemType
  /** Epoch ms. */
  readonly at: number
  readonly page: Page
  readonly isEngaging: boolean
  /** As sent, apart from id, page, type and age. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly dims: Readonly<Record<string, string | number>>
  readonly values: Readonly<Record<string, number>>
}

/** Actions on their way. Nobody but the script knows what becomes of the answer. */
export interface Sending {
  /** When it arrives, if at all. */
  readonly at: number
  readonly person: Person
  readonly actions: readonly Action[]
  /** The same visitor's browser on another network. */
  readonly line: Line
  readonly release: string
  /** What must change nothing: a bot, a visitor who opted out. */
  readonly isFiltered?: 'bot' | 'gpc'
  /** The network brought two copies at the same moment. */
  readonly isTwin?: boolean
  readonly tries: number
}

export interface Script {
  readonly start: number
  readonly end: number
  readonly visitors: number
  readonly seed: number
  readonly sites: readonly SimulatedSite[]
  /** Midnights of a site. */
  readonly midnights: (site: SimulatedSite) => readonly number[]
}

/** What all visitors do: every sending, by arrival, as if each were answered. */
export function writeScript(script: Script): Sending[] {
  const random = seededRandom(script.seed)
  const writer = new Writer(random)
  const lines: Line[] = []
  for (let count = 0; count < script.visitors; count++) {
    const site = random.weighted(script.sites.map((each, at) => [each, [0.45, 0.35, 0.2][at] ?? 0.2] as const))
    // Some share a line: with another browser they are another visitor, with the same one they are not.
    const line = lines.length > 0 && random.chance(0.08) ? random.pick(lines) : newLine(random, count)
    lines.push(line)
    const person = newPerson(random, { site, line })
    if (count < 3) writer.marathon(person, script.start + random.below(6 * HOUR))
    else visits(writer, person, script)
  }
  return writer.sendings
    .filter(({ at }) => at < script.end)
    .sort((a, b) => a.at - b.at)
    .map((sending, at) => (sending.person.site.sampling < 100 ? withMark(sending, markOf(at)) : sending))
}

/** On a sampled site the pages of a sending have a campaign content of their own, by which a session that it opens can be found. */
function withMark(sending: Sending, mark: string): Sending {
  const pages = new Map<Page, Page>()
  const pageOf = (page: Page): Page => {
    const known = pages.get(page) ?? { ...page, origin: marked(page.origin, mark) }
    pages.set(page, known)
    return known
  }
  return { ...sending, actions: sending.actions.map((action) => ({ ...action, page: pageOf(action.page) })) }
}

function visits(writer: Writer, person: Person, script: Script): void {
  const { random } = writer
  const before = (at: number) => at - random.below(20 * MINUTE)
  const inPeriod = script.midnights(person.site).filter((at) => at > script.start && at < script.end)
  let at = random.chance(0.15) ? before(random.pick(inPeriod)) : script.start + random.below(script.end - script.start)
  for (let count = random.chance(0.6) ? 1 : 1 + random.below(3); count > 0; count--) {
    const second = random.chance(0.2) ? writer.tab(person, at + random.below(5 * MINUTE)) : at
    at = Math.max(second, writer.tab(person, at)) + random.weighted(PAUSES)
    at += random.below(MINUTE)
  }
}

/** Between visits, and now and then between two pages. */
const PAUSES = [
  [29 * MINUTE, 2],
  [30 * MINUTE, 1],
  [31 * MINUTE, 3],
  [5 * HOUR, 3],
  [20 * HOUR, 1],
] as const

class Writer {
  readonly sendings: Sending[] = []
  readonly random: SeededRandom
  #ids = 0

  constructor(random: SeededRandom) {
    this.random = random
  }

  /** A tab from its first page to its last; answers when it was left. */
  tab(person: Person, start: number): number {
    const { random } = this
    let at = start
    const pages = random.chance(0.5) ? 1 : 1 + random.below(4)
    for (let count = 0; count < pages; count++) {
      if (count > 0) at += 1 + (random.chance(0.08) ? random.weighted(PAUSES) : 0)
      const origin = count === 0 || random.chance(0.1) ? random.pick(ORIGINS) : inside()
      at = this.#visitPage(person, this.#newPage(origin, count > 0), at)
    }
    return at
  }

  /** Somebody who never rests for half an hour, for longer than a session may last. */
  marathon(person: Person, start: number): void {
    const tracked = { ...person, form: 'batch' } as const
    for (let at = start; at < start + 27 * HOUR; at += 8 * MINUTE + this.random.below(12 * MINUTE)) {
      const view = this.#view(this.#newPage(inside(), true), at)
      this.#sendNow({ person: tracked, actions: [view], release: '1.4.0' }, at)
    }
  }

  #newPage(origin: Origin, isSoft: boolean): Page {
    const { random } = this
    const id = `page-${++this.#ids}`
    return {
      id,
      host: random.chance(0.9) ? 'shop.example' : random.pick(HOSTS),
      path: random.pick(PATHS),
      origin,
      navigation_type: isSoft ? 'soft-navigation' : random.pick(['navigate', 'reload']),
    }
  }

  #visitPage(person: Person, page: Page, at: number): number {
    return person.form === 'single' ? this.#legacyPage(person, page, at) : this.#page(person, page, at)
  }

  /** The tracker sends a view at once and the rest when the page is left. */
  #page(person: Person, page: Page, at: number): number {
    const { random } = this
    const isCounted = !random.chance(0.04)
    const left =
      at + Math.floor(random.logNormal(40 * SECOND, 1.4)) + (random.chance(0.03) ? random.below(4 * HOUR) : 0)
    const within = () => at + random.below(Math.max(1, Math.min(left - at, 25 * MINUTE)))
    const view = this.#view(page, at)
    const early = random.chance(0.03) ? [this.#error(page, at - random.below(800))] : []
    const first = isCounted ? [...early, view] : []
    const rest = [
      ...(random.chance(0.7) ? [this.#vitals(page, at + random.below(4 * SECOND))] : []),
      ...(random.chance(0.25) ? [this.#event(page, within())] : []),
      ...(random.chance(0.1) ? [this.#outbound(page, within())] : []),
      ...(random.chance(0.12) ? [this.#error(page, within())] : []),
      ...(random.chance(0.6) ? [this.#engagement(page, left)] : []),
    ].sort((a, b) => a.at - b.at)
    const release = random.pick(['1.4.0', '1.5.0'])
    const isLost = random.chance(0.15) && left - at < 4 * MINUTE
    if (isLost) {
      // Without an answer the view goes once more, together with the rest.
      this.#sendNow({ person, actions: first, release }, at)
      this.#sendNow({ person, actions: [...first, ...rest], release }, left)
    } else {
      this.#send({ person, actions: first, release }, at)
      this.#send({ person, actions: rest, release }, left)
    }
    return left
  }

  #sendNow(what: Pick<Sending, 'person' | 'actions' | 'release'>, from: number): void {
    const latest = Math.max(from, ...what.actions.map((action) => action.at))
    if (what.actions.length > 0) this.sendings.push({ ...what, at: latest + 200, line: what.person.line, tries: 0 })
  }

  #send({ person, actions, release }: Pick<Sending, 'person' | 'actions' | 'release'>, from: number): void {
    const { random } = this
    if (actions.length === 0) return
    const latest = Math.max(from, ...actions.map((action) => action.at))
    const delay = random.weighted([
      [0, 90],
      [random.below(25 * MINUTE), 4],
      [random.below(4 * HOUR), 4],
      [Number.POSITIVE_INFINITY, 1],
    ])
    if (delay === Number.POSITIVE_INFINITY) return
    const at = latest + 30 + random.below(900) + delay
    const line = random.chance(0.04) ? newLine(random, 10_000 + (this.sendings.length % 20_000)) : person.line
    const sending = { at, person, actions, line, release, tries: 0 }
    const isFiltered = random.chance(0.02) ? random.pick(['bot', 'gpc'] as const) : undefined
    if (isFiltered) this.sendings.push({ ...sending, isFiltered })
    // What a filter refused was not remembered: the same ids may be taken later.
    if (isFiltered && random.chance(0.5)) return
    const repeated = random.chance(0.01) ? { ...sending, actions: [...actions, ...actions.slice(0, 1)] } : sending
    this.sendings.push({ ...repeated, at: isFiltered ? at + 1 : at, ...(random.chance(0.02) && { isTwin: true }) })
    if (random.chance(0.05)) this.sendings.push({ ...sending, at: at + MINUTE + random.below(8 * MINUTE) })
  }

  /** The replaced product's script sends each item by itself, at once, without ids; a copy of it is a visit of its own. */
  #legacyPage(person: Person, page: Page, at: number): number {
    const { random } = this
    const left = at + Math.floor(random.logNormal(40 * SECOND, 1.4))
    const send = (...actions: Action[]) =>
      this.sendings.push({ at: actions[0]?.at ?? at, person, actions, line: person.line, release: '1.4.0', tries: 0 })
    const bare = { ...page, id: '', navigation_type: '' }
    send(this.#view(bare, at))
    if (random.chance(0.1)) send(this.#view(bare, at + MINUTE))
    const { id, values } = this.#vitals(bare, at)
    const measured = { ...(values.lcp_ms !== undefined && { lcp_ms: values.lcp_ms }) }
    send({ id, type: 'vitals', at: at + 3_000, page: bare, isEngaging: false, fields: {}, dims: {}, values: measured })
    if (random.chance(0.3)) send(this.#event(bare, left))
    if (random.chance(0.2)) send(this.#error(bare, left))
    return left
  }

  #action(page: Page, at: number, rest: Pick<Action, 'type' | 'fields'> & Partial<Action>): Action {
    return { id: `item-${++this.#ids}`, page, at, isEngaging: false, dims: {}, values: {}, ...rest }
  }

  #view(page: Page, at: number): Action {
    return this.#action(page, at, { type: 'pageview', fields: {}, isEngaging: true })
  }

  #event(page: Page, at: number): Action {
    const name = this.random.pick(['purchase', 'signup'])
    return this.#action(page, at, { type: 'event', fields: { name }, dims: { event_name: name }, isEngaging: true })
  }

  /** Sent by the tracker itself. */
  #outbound(page: Page, at: number): Action {
    const fields = { name: 'outbound', is_automatic: true }
    return this.#action(page, at, { type: 'event', fields, dims: { event_name: 'outbound' } })
  }

  #error(page: Page, at: number): Action {
    const error_type = this.random.pick(['TypeError', 'RangeError'])
    const count = page.id === '' ? 1 : 1 + this.random.below(3)
    const fields = { error_type, message: 'it broke', ...(page.id !== '' && { count }) }
    return this.#action(page, at, { type: 'error', fields, dims: { error_type }, values: { error_count: count } })
  }

  #engagement(page: Page, at: number): Action {
    const values = { engaged_ms: this.random.below(90_000) }
    return this.#action(page, at, { type: 'engagement', fields: values, values })
  }

  #vitals(page: Page, at: number): Action {
    const { random } = this
    const ms = (median: number) => Math.min(60_000, Math.floor(random.logNormal(median, 0.8)))
    const values = {
      ...(random.chance(0.9) && { lcp_ms: ms(2000) }),
      ...(random.chance(0.5) && { inp_ms: ms(150) }),
      ...(random.chance(0.9) && { cls_e4: random.chance(0.4) ? 0 : ms(600) }),
      ...(random.chance(0.9) && { fcp_ms: ms(1200) }),
      ...(random.chance(0.9) && { ttfb_ms: random.chance(0.2) ? 0 : ms(400) }),
    }
    const dims = {
      lcp_target: random.pick(['main>img.hero', 'h1']),
      lcp_resource_kind: random.pick(['image', 'text']),
      inp_target: random.pick(['button.buy', 'nav>a']),
      inp_interaction_type: random.pick(['pointer', 'keyboard']),
      inp_load_state: random.pick(['loading', 'complete']),
      cls_target: random.pick(['aside', 'footer']),
      cls_load_state: random.pick(['loading', 'complete']),
      lcp_resource_host: random.pick(['cdn.example', 'shop.example']),
      inp_script_host: 'cdn.example',
      inp_script_path: random.pick(['/app.js', '/ads.js']),
    }
    return this.#action(page, at, { type: 'vitals', fields: { ...values, ...dims }, values, dims })
  }
}

/** The user agent of the request. */
export const userAgentOf = ({ person, isFiltered }: Sending): string =>
  isFiltered === 'bot' ? BOT : person.agent.header
