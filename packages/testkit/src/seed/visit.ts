import type { BatchBody, BatchItem, BatchPage } from '../beacon-bodies.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Country } from './countries.ts'
import { DEVICES_BY_PART, type Device } from './devices.ts'
import { drawError } from './errors.ts'
import { type Release, releaseAt } from './releases.ts'
import { nextPage, pageOf, type ShopPage } from './shop.ts'
import { pickSource, type Source } from './sources.ts'
import { drawVitals } from './vitals.ts'

const LONGEST_STAY_MS = 25 * 60_000
/** From leaving a page to seeing the next one; beacons of both travel as one. */
const CHANGE_MS = 200

/** Who visits; kept only while the generator runs, so that some people come back. */
export interface Visitor {
  readonly ip: string
  readonly country: Country
  readonly device: Device
}

/** What the visits of one run share. */
export interface VisitSetting {
  readonly random: SeededRandom
  readonly origin: string
  readonly client_key: string
  readonly days: number
  readonly end: number
  /** A new id for a page or an item. */
  readonly newId: () => string
}

/** A beacon and when it reaches the collector. */
export interface TimedBody {
  readonly at: number
  readonly body: BatchBody
}

/** One person, at a country's share of mobile devices. */
export function newVisitor(ip: string, country: Country, random: SeededRandom): Visitor {
  const part = random.chance(country.mobile_ratio) ? DEVICES_BY_PART.mobile : DEVICES_BY_PART.desktop
  return { ip, country, device: random.weighted(part) }
}

/** How many pages a session has: nearly half of them one, the others a few. */
export function drawPageCount(random: SeededRandom): number {
  if (random.chance(0.465)) return 1
  let pages = 2
  while (pages < 25 && random.chance(0.62)) pages++
  return pages
}

/**
 * The beacons of one session in order of time: one whenever a page is shown, with what the page before had to report when
 * it was left, and a last one.
 */
export function* visitBeacons(
  { visitor, at, pageCount }: { readonly visitor: Visitor; readonly at: number; readonly pageCount: number },
  setting: VisitSetting,
): Generator<TimedBody> {
  const { random, client_key } = setting
  const source = pickSource(random)
  const context = contextOf(visitor, random)
  const release = releaseAt(at, setting.end, setting.days)
  const common = { v: 1, client_key, environment: 'production', release: release.name, context }
  let page = pageOf(source.lands, random)
  let left: Pick<BatchBody, 'pages' | 'items'> = { pages: [], items: [] }
  let shownAt = at
  for (let index = 0; index < pageCount; index++) {
    const isFirst = index === 0
    const shown = batchPage(page, isFirst ? source : null, setting)
    const view = { id: setting.newId(), page: shown.id, type: 'pageview', age_ms: 0 } as const
    yield { at: shownAt, body: { ...common, pages: [...left.pages, shown], items: [...left.items, view] } }
    const stay_ms = Math.round(Math.min(LONGEST_STAY_MS, random.logNormal(isFirst ? 24_000 : 34_000, 1)))
    const show = { id: shown.id, page, isFirst, stay_ms, visitor, release }
    left = { pages: [shown], items: leaveItems(show, setting) }
    shownAt += stay_ms + CHANGE_MS
    page = nextPage(page, random)
  }
  yield { at: shownAt, body: { ...common, ...left } }
}

interface Show {
  /** Of the page, in its beacons. */
  readonly id: string
  readonly page: ShopPage
  readonly isFirst: boolean
  readonly stay_ms: number
  readonly visitor: Visitor
  readonly release: Release
}

/** `source` only on the first page. */
function batchPage({ path }: ShopPage, source: Source | null, { origin, random, newId }: VisitSetting): BatchPage {
  const url = `${origin}${path}${source?.query ?? ''}`
  const navigation_type = source || random.chance(0.93) ? 'navigate' : 'back-forward'
  const page = { id: newId(), url, navigation_type }
  return source?.referrer ? { ...page, referrer: source.referrer } : page
}

function leaveItems({ id, page, isFirst, stay_ms, visitor, release }: Show, setting: VisitSetting): BatchItem[] {
  const { random, newId, origin } = setting
  const { country, device } = visitor
  const items: BatchItem[] = []
  const add = (type: BatchItem['type'], age_ms: number, fields: Readonly<Record<string, unknown>>) =>
    items.push({ ...fields, id: newId(), page: id, type, age_ms: Math.min(age_ms, stay_ms) + CHANGE_MS })
  const error = drawError(release, origin, random)
  if (error) add('error', Math.round(stay_ms * random.next()), error)
  const event = drawEvent(page, country, random)
  if (event) add('event', Math.round(stay_ms * 0.1), event)
  // Who leaves at once leaves before anything was measured.
  if (stay_ms > 2_500) add('vitals', 0, drawVitals({ kind: page.kind, device, country, release, isFirst }, random))
  add('engagement', 0, { engaged_ms: Math.round(stay_ms * (0.35 + 0.6 * random.next())) })
  return items
}

function drawEvent(page: ShopPage, country: Country, random: SeededRandom): Record<string, unknown> | undefined {
  if (page.kind.name === 'checkout' && random.chance(0.42)) {
    const count = 1 + random.below(3)
    const value = Math.round(page.price * count * 100) / 100
    return {
      name: 'purchase',
      value,
      currency: country.currency,
      props: { method: random.pick(['card', 'wallet', 'invoice']) },
    }
  }
  if (page.kind.name === 'guide' && random.chance(0.03)) return { name: 'signup', props: { list: 'newsletter' } }
  if (page.kind.name === 'product' && random.chance(0.16))
    return { name: 'add_to_cart', value: page.price, currency: country.currency }
  return undefined
}

function contextOf({ country, device }: Visitor, random: SeededRandom): BatchBody['context'] {
  const speeds = [
    ['4g', 94 - 12 * country.slowness],
    ['3g', 5 * country.slowness],
    ['2g', country.slowness],
  ] as const
  return {
    language: random.chance(0.9) ? country.language : 'en-US',
    screen_class: device.screen_class,
    device_class: device.device_class,
    ...(device.engine === 'Blink' && { connection_type: random.weighted(speeds) }),
    is_automated: false,
    is_gpc: false,
    is_dnt: false,
  }
}
