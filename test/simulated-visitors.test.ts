import { DIMENSIONS, type DimensionName, METRICS, type MetricName, type QueryRow } from '@lethe/catalogue'
import { seededRandom } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSite, openTestInstance, PASSWORD, type TestInstance } from '../apps/server/src/testing/test-instance.ts'
import { answersOf, type Figures, nothing, type Question } from './simulation/answers.ts'
import { midnightsOf, openCalendar } from './simulation/calendar.ts'
import type { SimulatedSite } from './simulation/people.ts'
import { filtersOf, isAllowed, requestOf, type Shape, shapesOf, usesItems } from './simulation/questions.ts'
import { runVisitors, type Server, type Tally } from './simulation/run-visitors.ts'
import { writeScript } from './simulation/script.ts'
import { Truth, type TruthScope } from './simulation/truth.ts'

const SEED = Number(process.env.LETHE_SIMULATION_SEED ?? 2)
const VISITORS = Number(process.env.LETHE_SIMULATION_VISITORS ?? 2_000)
/** Every metric by every filter and group, instead of a sample of those: takes the better part of an hour. */
const IS_FULL = process.env.LETHE_SIMULATION_FULL === '1'
const DAY = 86_400_000
/** Rows that may wait for the store: little, so that room runs out soon when it is away. */
const ROOM = 400

// TRICKY: the engine's own clock deletes session ids after 30 days, so the simulation lies in the future.
// Even seeds have the 25 hours of Berlin's October in the middle, odd ones the 23 hours of its March.
const FIRST_DAY = SEED % 2 === 0 ? '2035-10-27' : '2035-03-24'
const LAST_DAY = SEED % 2 === 0 ? '2035-10-31' : '2035-03-28'
const START = Date.parse(FIRST_DAY) - DAY / 2
const END = Date.parse(LAST_DAY) + DAY / 12
const ZONES = ['Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns']

let instance: TestInstance
let cookie: string
let sites: SimulatedSite[]
let tally: Tally
const calendar = openCalendar(ZONES, START - 2 * DAY, END + 2 * DAY)
const truth = new Truth(calendar)

beforeAll(async () => {
  instance = await openTestInstance({}, { spool: { max_bytes: ROOM * 1_024 }, flush_wait_ms: 3_600_000 })
  instance.clock.set(START)
  cookie = await instance.setUp()
  sites = []
  for (const [at, timezone] of ZONES.entries()) {
    const site = { timezone, sampling: at === 2 ? 50 : 100 }
    sites.push({ ...(await makeSite(instance, cookie, site)), ...site })
  }
  const began = performance.now()
  const midnights = (site: SimulatedSite) => midnightsOf(site.timezone, START, END)
  const script = writeScript({ start: START, end: END, visitors: VISITORS, seed: SEED, sites, midnights })
  tally = await runVisitors(script, serverOf(instance), truth, 20)
  await signIn()
  await keepSampled(sites[2] as SimulatedSite)
  const items = sites.map((site) => truth.scope(site.key, 'production').items.length)
  say('simulated', { seed: SEED, visitors: VISITORS, items, ...tally, seconds: secondsSince(began) })
}, 600_000)
afterAll(() => instance?.close())

const secondsSince = (began: number): number => Math.round(performance.now() - began) / 1_000
const say = (what: string, counts: object): void => void process.stdout.write(`${what} ${JSON.stringify(counts)}\n`)

/** Days go by, and logins end. */
async function signIn(): Promise<void> {
  const { json } = await instance.ask<{ account: unknown }>('GET /api/session', { cookie })
  if (json.account) return
  const answer = await instance.ask('POST /api/login', { body: { email: 'owner@example.org', password: PASSWORD } })
  if (answer.cookie === null) throw new Error(`no login: ${answer.text}`)
  cookie = answer.cookie
}

function serverOf(test: TestInstance): Server {
  const ask = ({ body, headers }: Parameters<Server['post']>[0], url: string, more = {}) =>
    test.ask(`POST ${url}`, { body, headers: { 'content-type': 'text/plain', ...headers }, ...more })
  return {
    clock: test.clock,
    room: ROOM,
    post: async (arrival) => (await ask(arrival, '/api/rum/events')).status,
    preview: async (arrival) => {
      await signIn()
      const { status, text } = await ask(arrival, '/api/rum/events?debug=1', { cookie })
      if (status !== 200) throw new Error(`a preview answered ${status}: ${text}`)
    },
    flush: () => test.instance.ingest.flush(),
  }
}

/** Rows of a session as they are in the store, read past the query API. */
interface StoredSession {
  readonly mark: string
  readonly started: number
  readonly rows: number
  readonly weights: readonly number[]
}
let stored: readonly StoredSession[]
let sampledFrom: number

/**
 * Ids of sessions are random, so nobody can foretell which ones a sample keeps. On that site every page has a campaign content of
 * its own: which sessions are there is read from the store by it and by the minute of their start, and the truth is told to
 * count those, and only those, twice.
 */
async function keepSampled(site: SimulatedSite): Promise<void> {
  const sql = `SELECT any(utm_content) AS mark, toUnixTimestamp(any(session_started_at)) AS started, count() AS rows,
      groupUniqArray(weight) AS weights
    FROM events WHERE site_id = {site:UInt32} AND session_started_at > 0 GROUP BY session_id`
  const id = instance.instance.sites.byKey(site.key)?.id
  stored = await instance.instance.events.query<StoredSession>({ sql, params: { site: id } })
  const kept = new Set(stored.map(({ mark, started }) => `${mark} ${started}`))
  sampledFrom = 0
  for (const environment of ['production', 'staging']) {
    const scope = truth.scope(site.key, environment) as { items: TruthScope['items']; sessions: TruthScope['sessions'] }
    sampledFrom += scope.sessions.length
    const sessions = scope.sessions.filter((session) => kept.has(markOf(session)))
    for (const session of sessions) session.weight = 2_000_000
    const items = scope.items.filter(({ session }) => session === null || session.weight === 2_000_000)
    scope.sessions.splice(0, scope.sessions.length, ...sessions)
    scope.items.splice(0, scope.items.length, ...items)
  }
}
const markOf = ({ entry, startedAt }: TruthScope['sessions'][number]) =>
  `${entry.utm_content} ${Math.floor(startedAt / 60_000) * 60}`

test('the script has everything in it', () => {
  expect(tally.outages).toBeGreaterThanOrEqual(1)
  expect(tally.taken_after_503).toBeGreaterThan(VISITORS / 100)
  expect(tally.previews).toBeGreaterThan(VISITORS / 100)
  const scopes = sites.map((site) => truth.scope(site.key, 'production'))
  const sessions = scopes.flatMap((scope) => scope.sessions)
  expect(sessions.length).toBeGreaterThan(VISITORS / 2)
  const some = (test: (session: TruthScope['sessions'][number]) => boolean) => sessions.filter(test).length
  const dayIn = (at: number) => calendar.dayOf(at, 'Asia/Kathmandu')
  expect(
    some(({ startedAt, lastAt }) => dayIn(startedAt) !== dayIn(lastAt)),
    'across midnight',
  ).toBeGreaterThan(VISITORS / 100)
  expect(
    some(({ items, lastAt }) => items.some(({ at }) => at > lastAt)),
    'late items',
  ).toBeGreaterThan(VISITORS / 100)
  expect(
    some(({ lastAt, startedAt }) => lastAt - startedAt > DAY * 0.9),
    'a day long',
  ).toBeGreaterThan(0)
  expect(scopes.flatMap(({ items }) => items).filter(({ session }) => session === null).length).toBeGreaterThan(
    VISITORS / 100,
  )
})

test('a sample keeps whole sessions, about half of them, at twice the weight', () => {
  const whole = ['production', 'staging'].flatMap(
    (environment) => truth.scope(sites[2]?.key ?? '', environment).sessions,
  )
  const rowsOf = new Map(whole.map((session) => [markOf(session), session.items.length]))
  expect(rowsOf.size).toBe(whole.length)
  expect(stored.length).toBe(whole.length)
  // Six standard deviations around a half.
  expect(Math.abs(stored.length - sampledFrom / 2)).toBeLessThan(3 * Math.sqrt(sampledFrom))
  for (const { mark, started, rows, weights } of stored) {
    expect([mark, started, rows, weights]).toEqual([mark, started, rowsOf.get(`${mark} ${started}`), [2_000_000]])
  }
})

async function each<T>(of: Iterator<T>, act: (one: T) => Promise<void>): Promise<void> {
  for (let next = of.next(); !next.done; next = of.next()) await act(next.value)
}

let compared = 0

async function compare(shape: Shape): Promise<void> {
  const { site, filtered, by, metrics } = shape
  if (metrics.length === 0) return
  const { status, json, text } = await instance.ask<{ data: unknown; has_more?: boolean }>('POST /api/sites/query', {
    body: requestOf(shape, { start: FIRST_DAY, end: LAST_DAY }),
    cookie,
  })
  const about = `${by} with ${filtered.name}, ${site.timezone} ${shape.environment}`
  if (status !== 200) throw new Error(`${about}: ${status} ${text}`)
  const isDimension = by in DIMENSIONS
  const rows = by === 'nothing' ? [cellsOf(json.data)] : (json.data as QueryRow[])
  const starts = by === 'hour' || by === 'day' ? rows.map(({ ts }) => Date.parse(String(ts))) : []
  const group: Question['group'] = isDimension
    ? { dimension: by, isItemScoped: DIMENSIONS[by as DimensionName].scope === 'item' }
    : starts.length > 0
      ? { bucketOf: (at) => starts.findLast((start) => start <= at) ?? 0 }
      : null
  const [start, end] = [FIRST_DAY, LAST_DAY].map((day) => calendar.startOfDay(noonOf(day), site.timezone)) as [
    number,
    number,
  ]
  const scope = truth.scope(site.key, shape.environment)
  const { matches } = filtered
  const answers = answersOf({ scope, start, end, matches, isItemScoped: usesItems(shape), group }, metrics)
  if (by === 'day') expect(starts.length).toBe(4)
  if (by === 'hour') expect(starts.length).toBe((end - start) / 3_600_000)

  for (const [at, row] of rows.entries()) {
    const key = isDimension ? (row[by] as string | number) : (starts[at] ?? '')
    const figures = answers.get(key) ?? nothing(metrics)
    for (const metric of metrics) check(row[metric], figures.get(metric) ?? null, { metric, about: `${about}, ${key}` })
  }
  if (!isDimension || json.has_more) return
  const listed = [...answers].filter(([, figures]) => isListed(figures)).map(([value]) => value)
  expect(new Set(rows.map((row) => row[by])), about).toEqual(new Set(listed))
}

const noonOf = (day: string) => Date.parse(`${day}T12:00:00Z`)
const cellsOf = (data: unknown): QueryRow =>
  Object.fromEntries(
    Object.entries(data as Record<string, { value: number | null }>).map(([name, { value }]) => [name, value]),
  )

/** A value is a group of a breakdown when anything that is counted like the first metric counts for it. */
function isListed(figures: Figures): boolean {
  const [first] = figures.keys()
  if (first === undefined || METRICS[first].formula.form === 'percentile') return figures.get('lcp_p50') !== null
  if (METRICS[first].grain === 'session') return Boolean(figures.get('session_count'))
  const counts = ['pageview_count', 'event_count', 'error_count', 'page_session_count'] as const
  return counts.some((name) => Boolean(figures.get(name)))
}

function check(
  actual: unknown,
  expected: number | null,
  { metric, about }: { metric: MetricName; about: string },
): void {
  compared++
  // Sums beyond 2^53 arrive rounded to the nearest double: then the last binary digit may differ.
  const isEqual = actual === expected || (expected !== null && Math.abs(Number(actual) / expected - 1) < 2 ** -51)
  if (!isEqual) expect(actual, `${metric} by ${about}`).toBe(expected)
  if (METRICS[metric].unit !== 'ratio' || actual === null) return
  if (!(Number(actual) >= 0 && Number(actual) <= 1)) expect(actual, `${metric} by ${about} is a ratio`).toBeNull()
}

/**
 * Every metric by a filter of every dimension, and a part of them by every group, each on one of the sites; both kinds of bucket on
 * all of them; and a sample of what can be combined. All of it with LETHE_SIMULATION_FULL=1.
 */
function chosen(): Shape[] {
  const random = seededRandom(SEED)
  const all = sites.flatMap((site) => {
    const filters = filtersOf((dimension) => valuesOf(site, dimension))
    return [...shapesOf(site, 'production', filters), ...shapesOf(site, 'staging', filters.slice(0, 20))]
  })
  if (IS_FULL) return all
  const places = new Map<string, Shape[]>()
  const mixed: Shape[] = []
  for (const shape of all) {
    const { by, filtered, site, environment, metrics } = shape
    const isTime = by === 'hour' || by === 'day'
    const isAlone = environment === 'production' && (by === 'nothing' || filtered.dimensions.length === 0)
    const what = by === 'nothing' || isTime ? metrics[0] : ''
    const place = `${by} ${filtered.dimensions} ${what} ${isTime ? site.key : ''}`
    if (isAlone) places.set(place, [...(places.get(place) ?? []), shape])
    else mixed.push(shape)
  }
  return [
    ...[...places.values()].map((some) => random.pick(some)),
    ...Array.from({ length: 25 }, () => random.pick(mixed)),
  ]
}

/** Values that occur, the most frequent first. */
function valuesOf(site: SimulatedSite, dimension: DimensionName): (string | number)[] {
  const counts = new Map<string | number, number>()
  for (const { dims } of truth.scope(site.key, 'production').items) {
    const value = dims[dimension] ?? ''
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  counts.delete('')
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}

describe('what the API answers', () => {
  test('equals what happened, to the last digit; ratios lie in 0..1', { timeout: 7_200_000 }, async () => {
    const shapes = chosen()
    const began = performance.now()
    // The engine answers two at a time.
    const left = shapes.values()
    await Promise.all([1, 2, 3].map(async () => void (await each(left, compare))))
    say('compared', { figures: compared, queries: shapes.length, seconds: secondsSince(began) })
    expect(compared).toBeGreaterThan(10_000)
  })

  test('or is refused, where it would have no meaning', async () => {
    const [site] = sites as [SimulatedSite]
    const filters = filtersOf((dimension) => valuesOf(site, dimension))
    const asked = shapesOf(site, 'production', filters).filter(({ by }) => by === 'nothing' || by === 'path')
    for (const { filtered, by } of asked.filter((_, at) => at % 24 === 0)) {
      for (const metric of ['daily_visitor_count', 'bounce_rate', 'session_duration_ms'] as const) {
        const shape = { site, environment: 'production', filtered, by, metrics: [metric] }
        const body = requestOf(shape, { start: FIRST_DAY, end: LAST_DAY })
        const { status } = await instance.ask('POST /api/sites/query', { body, cookie })
        expect(status, `${metric} by ${by} with ${filtered.name}`).toBe(isAllowed(metric, shape) ? 200 : 400)
      }
    }
  })
})
