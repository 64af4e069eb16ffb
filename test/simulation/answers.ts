import { HISTOGRAM_EDGES, METRICS, type MetricName, VITALS, type VitalName } from '@lethe/catalogue'
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

function metric(name: MetricName, { items, sessions }: Counted): number | null {
  const { formula } = METRICS[name]
  if (formula.form === 'percentile') return percentile(samples(formula.vital, items), formula.vital, formula.q)
  if (formula.form === 'share') return share(samples(formula.vital, items), formula.vital, formula.rating)
  const sumItems = (amount: (item: TruthItem) => number) =>
    items.reduce((sum, item) => sum + amount(item) * weightOf(item), 0) / FULL
  switch (name) {
    case 'pageview_count':
      return sumItems(({ type }) => Number(type === 'pageview'))
    case 'event_count':
      return sumItems(({ type }) => Number(type === 'event'))
    case 'error_count':
      return sumItems(({ type, values }) => (type === 'error' ? (values.error_count ?? 0) : 0))
    case 'page_session_count':
      return sumItems(({ isFirstOnPath }) => Number(isFirstOnPath))
    case 'daily_visitor_count':
      return sumItems(({ isFirstOfDay }) => Number(isFirstOfDay))
    default:
      return sessionMetric(name, sessions)
  }
}

function sessionMetric(name: MetricName, sessions: ReadonlySet<TruthSession>): number | null {
  let total = 0
  let amount = 0
  for (const session of sessions) {
    total += session.weight
    amount += session.weight * amountOf(name, session)
  }
  if (name === 'session_count') return total / FULL
  if (total === 0) return null
  return name === 'bounce_rate' ? 1 - amount / total : amount / total
}

const howMany = <T>(all: readonly T[], test: (one: T) => boolean): number => all.filter(test).length

function amountOf(name: MetricName, { items, startedAt, lastAt }: TruthSession): number {
  switch (name) {
    case 'session_count':
      return 1
    // The share of those that went on is what the rate is one less.
    case 'bounce_rate':
      return Number(howMany(items, ({ isEngaging }) => isEngaging) > 1)
    case 'views_per_session':
      return howMany(items, ({ type }) => type === 'pageview')
    case 'session_duration_ms':
      return lastAt - startedAt
    case 'engagement_time_ms':
      return items.reduce((sum, { values }) => sum + (values.engaged_ms ?? 0), 0)
    default:
      throw new Error(`no truth for ${name}`)
  }
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
