import type { EventRow } from '@lethe/store/events'
import { type SeededRandom, seededRandom } from '@lethe/testkit'

/** A visit as it happened; the item log below refers to it, so that nothing has to be worked out from row facts. */
export interface Visit {
  readonly id: string
  readonly visitor: number
  readonly weight: number
  readonly dims: Readonly<Record<string, string | number>>
  readonly items: Item[]
}

export interface Item {
  readonly visit: Visit
  readonly type: 'pageview' | 'vitals' | 'engagement' | 'event' | 'error'
  /** Epoch ms. */
  readonly at: number
  readonly dims: Readonly<Record<string, string | number>>
  readonly values: Readonly<Record<string, number>>
}

const MINUTE = 60_000
const PATHS = ['/', '/shop', '/cart', "/o'brien", '/ümläut']

export interface Simulation {
  readonly seed: number
  readonly visitors: number
  readonly start: number
  readonly end: number
}

/** Visits of invented visitors between two instants; some cross midnight, some are a single pageview. */
export function simulateVisits({ seed, visitors, start, end }: Simulation): readonly Visit[] {
  const random = seededRandom(seed)
  const visits: Visit[] = []
  for (let visitor = 0; visitor < visitors; visitor++) {
    const person = {
      country: random.pick(['DE', 'FR', 'NP', '']),
      browser: random.pick(['Chrome', 'Firefox', 'Safari']),
      browser_major: random.pick([100, 120, 131]),
      device_type: random.pick(['desktop', 'mobile']),
    }
    const weight = random.pick([1_000_000, 1_000_000, 2_000_000, 3_333_333])
    let at = start + random.below(end - start)
    for (let count = 1 + random.below(4); count > 0 && at < end; count--) {
      const source = random.pick(['Google', 'Bing', '', 'a "b" \\ c'])
      const visit: Visit = { id: uuid(random), visitor, weight, dims: { ...person, source }, items: [] }
      at = fillVisit(visit, at, random) + 31 * MINUTE + random.below(30 * 3_600_000)
      visits.push(visit)
    }
  }
  return visits
}

/** Adds a visit's items; gives the time of the last one. */
function fillVisit(visit: Visit, start: number, random: SeededRandom): number {
  let at = start
  const add = (type: Item['type'], dims: Item['dims'], values: Item['values'] = {}) =>
    visit.items.push({ visit, type, at, dims, values })
  const wait = (ms: number) => {
    at += 1 + random.below(ms)
  }
  const opensWithEvent = random.chance(0.1)
  const pages = opensWithEvent ? random.below(3) : 1 + (random.chance(0.5) ? 0 : random.below(6))
  const entry = random.pick(PATHS)
  Object.assign(visit.dims, { entry_path: entry })
  if (opensWithEvent) add('event', { path: entry, event_name: 'opened' })
  for (let page = 0; page < pages; page++) {
    if (page > 0 || opensWithEvent) wait(20 * MINUTE)
    const path = page === 0 ? entry : random.pick(PATHS)
    add('pageview', { path })
    if (random.chance(0.7)) {
      wait(5_000)
      add('vitals', { path }, vitalsOf(random))
    }
    if (random.chance(0.2)) {
      wait(60_000)
      add('event', { path, event_name: random.pick(['buy', 'share']) })
    }
    if (random.chance(0.15)) {
      wait(60_000)
      add('error', { path, error_type: random.pick(['TypeError', 'Error']) }, { error_count: 1 + random.below(3) })
    }
    if (random.chance(0.6)) {
      wait(2 * MINUTE)
      add('engagement', { path }, { engaged_ms: random.below(90_000) })
    }
  }
  return at
}

function vitalsOf(random: SeededRandom): Record<string, number> {
  const ms = (median: number) => Math.min(60_000, Math.floor(random.logNormal(median, 0.8)))
  return {
    ...(random.chance(0.9) && { lcp_ms: ms(2000) }),
    ...(random.chance(0.5) && { inp_ms: ms(150) }),
    ...(random.chance(0.9) && { cls_e4: random.chance(0.4) ? 0 : ms(600) }),
    ...(random.chance(0.9) && { fcp_ms: ms(1200) }),
    ...(random.chance(0.9) && { ttfb_ms: random.chance(0.2) ? 0 : ms(400) }),
  }
}

function uuid(random: SeededRandom): string {
  const hex = Buffer.from(random.bytes(16)).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

const isEngaging = ({ type }: Item) => type === 'pageview' || type === 'event'
const toMinute = (ms: number) => Math.floor(ms / MINUTE) * 60

/** The rows that ingest would store of these visits. `dayOf` names the day of an instant in the site's zone. */
export function rowsOf(visits: readonly Visit[], siteId: number, dayOf: (ms: number) => string): readonly EventRow[] {
  const seenDays = new Set<string>()
  return [...visits]
    .sort((a, b) => (a.items[0]?.at ?? 0) - (b.items[0]?.at ?? 0))
    .flatMap((visit) => visitRows(visit, siteId, { seenDays, dayOf }))
}

function visitRows(
  visit: Visit,
  siteId: number,
  days: { seenDays: Set<string>; dayOf: (ms: number) => string },
): EventRow[] {
  let seq = 0
  let previous = visit.items[0]?.at ?? 0
  const paths = new Set<string | number | undefined>()
  return visit.items.map((item) => {
    const day = `${visit.visitor} ${days.dayOf(item.at)}`
    const isFirstOfDay = isEngaging(item) && !days.seenDays.has(day)
    if (isFirstOfDay) days.seenDays.add(day)
    const isFirstOnPath = item.type === 'pageview' && !paths.has(item.dims.path)
    if (isFirstOnPath) paths.add(item.dims.path)
    const gap = item.at - previous
    previous = item.at
    return {
      site_id: siteId,
      environment: 'production',
      type: item.type,
      at: toMinute(item.at),
      session_id: visit.id,
      session_started_at: toMinute(visit.items[0]?.at ?? 0),
      session_seq: isEngaging(item) ? ++seq : 0,
      session_gap_ms: gap,
      is_first_of_day: Number(isFirstOfDay),
      is_first_on_path: Number(isFirstOnPath),
      weight: visit.weight,
      retention_days: 365,
      ...visit.dims,
      ...item.dims,
      ...item.values,
    }
  })
}
