import { HISTOGRAM_EDGES, METRICS, type MetricName, VITALS } from '@lethe/catalogue'
import type { Item, Visit } from './simulate.ts'

/** A question to the item log: which items and visits count. Written for clarity, slow, and without a look at any row fact. */
export interface Question {
  readonly visits: readonly Visit[]
  /** Whether an instant counts (the period, or one bucket of it). */
  readonly isWithin: (ms: number) => boolean
  /** The filters, seen by an item together with its visit. */
  readonly matches: (dims: Readonly<Record<string, string | number>>) => boolean
  readonly isItemScoped: boolean
  /** Group: an item's or a visit's value must be this. */
  readonly group?: { readonly dimension: string; readonly value: string | number; readonly isItemScoped: boolean }
  readonly dayOf: (ms: number) => string
}

const startOf = (visit: Visit) => Math.floor((visit.items[0]?.at ?? 0) / 60_000) * 60_000
const dimsOf = (item: Item) => ({ path: '', event_name: '', error_type: '', ...item.visit.dims, ...item.dims })
const isEngaging = ({ type }: Item) => type === 'pageview' || type === 'event'

/** The answer for any first-cut metric, unrounded. */
export function referenceAnswer(metric: MetricName, question: Question): number | null {
  const { formula } = METRICS[metric]
  if (formula.form === 'percentile' || formula.form === 'share') return vitalAnswer(metric, question)
  switch (metric) {
    case 'pageview_count':
      return itemSum(question, ({ type }) => Number(type === 'pageview'))
    case 'event_count':
      return itemSum(question, ({ type }) => Number(type === 'event'))
    case 'error_count':
      return itemSum(question, ({ type, values }) => (type === 'error' ? (values.error_count ?? 0) : 0))
    case 'page_session_count':
      return itemSum(question, isFirstView)
    case 'daily_visitor_count':
      return visitorDays(question)
    default:
      return sessionAnswer(metric, countedVisits(question))
  }
}

const isCounted = ({ matches, group }: Question, item: Item) => {
  const dims: Record<string, string | number> = dimsOf(item)
  return matches(dims) && (group === undefined || dims[group.dimension] === group.value)
}

const flattened = new WeakMap<readonly Visit[], readonly Item[]>()
function items({ visits }: Question): readonly Item[] {
  const known = flattened.get(visits) ?? visits.flatMap((visit) => visit.items)
  flattened.set(visits, known)
  return known
}

function itemSum(question: Question, amount: (item: Item) => number): number {
  return items(question)
    .filter((item) => question.isWithin(item.at) && isCounted(question, item))
    .reduce((sum, item) => sum + (amount(item) * item.visit.weight) / 1e6, 0)
}

function isFirstView(item: Item): number {
  const views = item.visit.items.filter(({ type, dims }) => type === 'pageview' && dims.path === item.dims.path)
  return Number(views[0] === item)
}

/** Visits that start within, and of which an item matches. */
function countedVisits(question: Question): readonly Visit[] {
  return question.visits.filter(
    (visit) => question.isWithin(startOf(visit)) && visit.items.some((item) => isCounted(question, item)),
  )
}

function sessionAnswer(metric: MetricName, visits: readonly Visit[]): number | null {
  const sum = (amount: (visit: Visit) => number) => visits.reduce((all, v) => all + (amount(v) * v.weight) / 1e6, 0)
  const sessions = sum(() => 1)
  if (metric === 'session_count') return sessions
  if (sessions === 0) return null
  const last = (visit: Visit) => visit.items.at(-1)?.at ?? 0
  const amounts: Partial<Record<MetricName, (visit: Visit) => number>> = {
    bounce_rate: (visit) => Number(visit.items.filter(isEngaging).length === 1),
    views_per_session: (visit) => visit.items.filter(({ type }) => type === 'pageview').length,
    session_duration_ms: (visit) => last(visit) - (visit.items[0]?.at ?? 0),
    engagement_time_ms: (visit) => visit.items.reduce((ms, { values }) => ms + (values.engaged_ms ?? 0), 0),
  }
  const amount = amounts[metric]
  if (amount === undefined) throw new Error(`no reference for ${metric}`)
  return sum(amount) / sessions
}

/** Per day and visitor, the first engaging item decides. */
function visitorDays(question: Question): number {
  const firsts = new Map<string, Item>()
  for (const item of items(question)
    .filter(isEngaging)
    .sort((a, b) => a.at - b.at)) {
    const key = `${item.visit.visitor} ${question.dayOf(item.at)}`
    if (!firsts.has(key)) firsts.set(key, item)
  }
  const counted = [...firsts.values()].filter((item) => question.isWithin(item.at) && isCounted(question, item))
  return counted.reduce((sum, { visit }) => sum + visit.weight / 1e6, 0)
}

/** The documented histogram, bin by bin, over every sample. */
function vitalAnswer(metric: MetricName, question: Question): number | null {
  const { formula } = METRICS[metric]
  if (formula.form !== 'percentile' && formula.form !== 'share') throw new Error(metric)
  const vital = VITALS[formula.vital]
  const samples = items(question)
    .filter((item) => question.isWithin(item.at) && isCounted(question, item))
    .flatMap(({ values, visit }) => {
      const value = values[vital.column]
      return value === undefined ? [] : [{ value, weight: visit.weight }]
    })
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return null
  const weightOf = (test: (value: number) => boolean) =>
    samples.reduce((sum, { value, weight }) => sum + (test(value) ? weight : 0), 0)
  if (formula.form === 'share') {
    const good = weightOf((value) => value <= vital.good) / total
    const poor = weightOf((value) => value > vital.poor) / total
    return { good, poor, needs_improvement: 1 - good - poor }[formula.rating]
  }
  const edges = HISTOGRAM_EDGES[vital.unit === 'score' ? 'score' : 'ms']
  const hi = edges.find((edge) => weightOf((value) => value <= edge) >= formula.q * total)
  if (hi === undefined) return null
  const lo = edges[edges.indexOf(hi) - 1] ?? -1
  const before = weightOf((value) => value <= lo)
  const inside = weightOf((value) => value > lo && value <= hi)
  const stored = lo + 1 + ((hi - lo - 1) * (formula.q * total - before)) / inside
  return vital.unit === 'score' ? stored / 10_000 : stored
}
