import { HISTOGRAM_EDGES, METRIC_NAMES, METRICS, type MetricName, VITALS, type VitalName } from '@lethe/catalogue'
import type { TruthItem, TruthScope, TruthSession } from './truth.ts'

type Value = string | number
type Dims = Readonly<Record<string, Value>>

/** A question to the truth: whole items and whole sessions are looked at one by one. */
export interface Question {
  readonly scope: TruthScope
  readonly start: number
  readonly end: number
  readonly matches: (dims: Dims) => boolean
  /** Whether filter or group look at what belongs to single items. */
  readonly isItemScoped: boolean
  /** By the value of a dimension, or by the bucket of an instant. */
  readonly group:
    | { readonly dimension: string; readonly isItemScoped: boolean }
    | { readonly bucketOf: (at: number) => Value }
    | null
}

/** What counts for one group; weights in millionths. */
interface Counted {
  readonly items: TruthItem[]
  readonly sessions: Set<TruthSession>
}

const FULL = 1_000_000
const ALL = ''

/** Metrics of one group; null is unknown. */
export type Figures = ReadonlyMap<MetricName, number | null>

/** Metrics of every group that anything counts for. */
export function answersOf(question: Question, metrics: readonly MetricName[]): ReadonlyMap<Value, Figures> {
  return new Map([...count(question)].map(([value, group]) => [value, figuresOf(group, metrics)]))
}

/** Metrics of a group that nothing counts for. */
export const nothing = (metrics: readonly MetricName[]): Figures =>
  figuresOf({ items: [], sessions: new Set() }, metrics)

const figuresOf = (counted: Counted, metrics: readonly MetricName[]): Figures =>
  new Map(metrics.map((name) => [name, metric(name, counted)]))

function count({ scope, start, end, matches, isItemScoped, group }: Question): ReadonlyMap<Value, Counted> {
  const groups = new Map<Value, Counted>()
  const groupOf = (value: Value): Counted => {
    const known = groups.get(value) ?? { items: [], sessions: new Set() }
    groups.set(value, known)
    return known
  }
  const keyOf = (at: number, dims: Dims): Value => {
    if (group === null) return ALL
    return 'bucketOf' in group ? group.bucketOf(at) : (dims[group.dimension] ?? '')
  }
  const isWithin = (at: number) => at >= start && at < end
  for (const item of scope.items) {
    if (isWithin(item.at) && matches(item.dims)) groupOf(keyOf(item.at, item.dims)).items.push(item)
  }
  for (const session of scope.sessions) {
    if (!isWithin(session.startedAt)) continue
    // A session counts where any of its items does; without item-scoped dimensions all of them say the same.
    const seen = isItemScoped ? session.items.map(({ dims }) => dims) : [session.entry]
    for (const dims of seen) if (matches(dims)) groupOf(keyOf(session.startedAt, dims)).sessions.add(session)
  }
  return groups
}

const weightOf = ({ session }: TruthItem): number => session?.weight ?? FULL

/** What an item adds to a count. */
const ITEM_AMOUNTS: Partial<Record<MetricName, (item: TruthItem) => number>> = {
  pageview_count: ({ type }) => Number(type === 'pageview'),
  event_count: ({ type }) => Number(type === 'event'),
  error_count: ({ type, values }) => (type === 'error' ? (values.error_count ?? 0) : 0),
  page_session_count: ({ isFirstOnPath }) => Number(isFirstOnPath),
  daily_visitor_count: ({ isFirstOfDay }) => Number(isFirstOfDay),
}

const howMany = <T>(all: readonly T[], test: (one: T) => boolean): number => all.filter(test).length

/** What a session adds to what is divided by the number of sessions. */
const SESSION_AMOUNTS: Partial<Record<MetricName, (session: TruthSession) => number>> = {
  session_count: () => 1,
  // The share of those that went on is what the rate is one less.
  bounce_rate: ({ items }) => Number(howMany(items, ({ isEngaging }) => isEngaging) > 1),
  views_per_session: ({ items }) => howMany(items, ({ type }) => type === 'pageview'),
  session_duration_ms: ({ startedAt, lastAt }) => lastAt - startedAt,
  engagement_time_ms: ({ items }) => items.reduce((sum, { values }) => sum + (values.engaged_ms ?? 0), 0),
}

/** Metrics that are compared here; any other is compared in packages/query alone. */
export const COMPARED: readonly MetricName[] = METRIC_NAMES.filter(
  (name) => 'vital' in METRICS[name].formula || name in ITEM_AMOUNTS || name in SESSION_AMOUNTS,
)

function metric(name: MetricName, { items, sessions }: Counted): number | null {
  const { formula } = METRICS[name]
  if (formula.form === 'percentile') return percentile(samples(formula.vital, items), formula.vital, formula.q)
  if (formula.form === 'share') return share(samples(formula.vital, items), formula.vital, formula.rating)
  const ofItem = ITEM_AMOUNTS[name]
  if (ofItem) return items.reduce((sum, item) => sum + ofItem(item) * weightOf(item), 0) / FULL
  const amountOf = SESSION_AMOUNTS[name]
  if (amountOf === undefined) throw new Error(`no truth for ${name}`)
  let total = 0
  let amount = 0
  for (const session of sessions) {
    total += session.weight
    amount += session.weight * amountOf(session)
  }
  if (name === 'session_count') return total / FULL
  if (total === 0) return null
  return name === 'bounce_rate' ? 1 - amount / total : amount / total
}

type Sample = readonly [value: number, weight: number]

function samples(vital: VitalName, items: readonly TruthItem[]): Sample[] {
  const { column } = VITALS[vital]
  return items.flatMap((item): Sample[] => {
    const value = item.values[column]
    return value === undefined ? [] : [[value, weightOf(item)]]
  })
}

const weigh = (of: readonly Sample[], test: (value: number) => boolean): number =>
  of.reduce((sum, [value, weight]) => sum + (test(value) ? weight : 0), 0)

/** The formula of docs/guides/percentiles.md, from the single samples: the bin of the wanted rank, and the place in it. */
function percentile(of: Sample[], vital: VitalName, q: number): number | null {
  if (of.length === 0) return null
  const { unit } = VITALS[vital]
  const edges = HISTOGRAM_EDGES[unit === 'score' ? 'score' : 'ms']
  const wanted = q * weigh(of, () => true)
  let before = 0
  let reached: number | undefined
  for (const [value, weight] of of.sort(([a], [b]) => a - b)) {
    before += weight
    if (before < wanted) continue
    reached = value
    break
  }
  const hi = edges.find((edge) => edge >= (reached ?? 0))
  if (hi === undefined) return null
  const lo = edges[edges.indexOf(hi) - 1] ?? -1
  const below = weigh(of, (value) => value <= lo)
  const inside = weigh(of, (value) => value > lo && value <= hi)
  const stored = lo + 1 + ((hi - lo - 1) * Math.max(0, wanted - below)) / inside
  const hundredths = Math.round(stored * 100)
  return unit === 'score' ? hundredths / 1_000_000 : hundredths / 100
}

function share(of: readonly Sample[], vital: VitalName, rating: 'good' | 'needs_improvement' | 'poor'): number | null {
  const total = weigh(of, () => true)
  if (total === 0) return null
  const { good, poor } = VITALS[vital]
  const tests = {
    good: (value: number) => value <= good,
    needs_improvement: (value: number) => value > good && value <= poor,
    poor: (value: number) => value > poor,
  }
  return weigh(of, tests[rating]) / total
}
