import type { EventRow } from '@lethe/store/events'
import { type SeededRandom, seededRandom } from '@lethe/testkit'

/** A table in which a value stands as often as it weighs, so that picking costs one look-up. */
function table<T>(weights: readonly (readonly [T, number])[]): readonly T[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return weights.flatMap(([value, weight]) => Array.from({ length: Math.ceil((weight / total) * 5_000) }, () => value))
}

/** Pages, weighted like a real site: a few lead, a long tail follows. */
const PATHS = table(Array.from({ length: 800 }, (_, at) => [`/section-${at % 12}/page-${at}`, 1 / (at + 1) ** 0.9]))
const COUNTRIES = table(Array.from({ length: 60 }, (_, at) => [`C${at}`, 1 / (at + 1)]))
const SOURCES = table<string>([
  ['', 40],
  ['Google', 30],
  ...Array.from({ length: 120 }, (_, at) => [`source-${at}.example`, 30 / (at + 1)] as const),
])
const BROWSERS = table<string>([
  ['Chrome', 62],
  ['Safari', 20],
  ['Firefox', 8],
  ['Edge', 7],
  ['Samsung Internet', 3],
])
const ERRORS = table(Array.from({ length: 150 }, (_, at) => [at + 1, 1 / (at + 1)]))

export interface RowsOptions {
  readonly pageviews: number
  /** Epoch ms; visits are spread over the days before it. */
  readonly end: number
  readonly days: number
}

/** Stored rows of seeded visits in order of their start, a visit at a time. */
export function* visitRows({ pageviews, end, days }: RowsOptions): Generator<readonly EventRow[]> {
  const random = seededRandom(42)
  const visitsCount = Math.round(pageviews / 2.5)
  const step = (days * 86_400_000) / visitsCount
  for (let visit = 0; visit < visitsCount; visit++) {
    yield oneVisit(random, Math.floor((end - days * 86_400_000 + visit * step) / 1000))
  }
}

function oneVisit(random: SeededRandom, start: number): readonly EventRow[] {
  const rows: EventRow[] = []
  const bytes = Buffer.from(random.bytes(16)).toString('hex')
  const minute = (at: number) => at - (at % 60)
  const session = {
    site_id: 1,
    environment: 'production',
    retention_days: 365,
    weight: 1_000_000,
    session_id: `${bytes.slice(0, 8)}-${bytes.slice(8, 12)}-4${bytes.slice(13, 16)}-a${bytes.slice(17, 20)}-${bytes.slice(20)}`,
    session_started_at: minute(start),
    hostname: 'www.example.com',
    country: random.pick(COUNTRIES),
    source: random.pick(SOURCES),
    channel: random.pick(['Direct', 'Search', 'Referral']),
    browser: random.pick(BROWSERS),
    browser_major: 110 + random.below(30),
    os: random.pick(['Windows', 'macOS', 'Android', 'iOS', 'Linux']),
    device_type: random.pick(['desktop', 'mobile', 'mobile', 'tablet']),
    language: random.pick(['en', 'de', 'fr', 'es']),
    screen_class: random.pick(['xs', 'sm', 'md', 'lg', 'xl']),
  }
  const views = random.chance(0.45) ? 1 : 1 + random.below(6)
  const slow = session.device_type === 'mobile' ? 1.4 : 1
  let [at, seq, entry] = [start, 0, '']
  const seen = new Set<string>()
  const add = (type: string, gap: number, extra: Partial<EventRow>) => {
    at += gap
    rows.push({
      ...session,
      entry_path: entry,
      type,
      at: minute(at),
      session_seq: 0,
      session_gap_ms: gap * 1000,
      ...extra,
    })
  }
  const ms = (median: number, sigma = 0.6) => Math.min(60_000, Math.round(random.logNormal(median * slow, sigma)))
  for (let view = 0; view < views; view++) {
    const path = random.pick(PATHS)
    if (view === 0) entry = path
    const page = { path, navigation_type: random.pick(['navigate', 'navigate', 'reload', 'back-forward']) }
    const isFirst = !seen.has(path)
    seen.add(path)
    add('pageview', view === 0 ? 0 : random.below(240), {
      ...page,
      session_seq: ++seq,
      is_first_on_path: Number(isFirst),
      is_first_of_day: Number(seq === 1 && random.chance(0.8)),
    })
    if (random.chance(0.9)) {
      const cls = random.chance(0.5) ? 0 : ms(500, 1)
      const inp = random.chance(0.4) ? { inp_ms: ms(120, 0.8) } : {}
      add('vitals', random.below(5), {
        ...page,
        lcp_ms: ms(1900),
        fcp_ms: ms(1100),
        ttfb_ms: ms(350, 0.8),
        cls_e4: cls,
        ...inp,
      })
    }
    if (random.chance(0.6)) add('engagement', random.below(90), { ...page, engaged_ms: random.below(90_000) })
    if (random.chance(0.05)) {
      add('event', random.below(30), {
        ...page,
        session_seq: ++seq,
        event_name: random.pick(['signup', 'buy', 'share']),
      })
    }
    if (random.chance(0.03)) {
      const fingerprint = random.pick(ERRORS)
      add('error', random.below(30), {
        ...page,
        error_fingerprint: fingerprint,
        error_type: 'TypeError',
        error_message: `Cannot read properties of undefined (reading ${fingerprint})`,
        error_frames: [`render www.example.com/app.js:${fingerprint}:11`, 'commit www.example.com/vendor.js:2:381'],
        error_count: 1,
      })
    }
  }
  return rows
}
