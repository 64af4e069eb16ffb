import {
  COLUMNS,
  DIMENSION_NAMES,
  type DimensionName,
  FILTER_OPERATORS,
  type Filter,
  type FilterOperator,
  METRIC_NAMES,
  type MetricName,
  OTHER_VALUE,
  TIME_RANGES,
  type TimeRange,
} from '@lethe/catalogue'
import type { RawSearch } from './search-string.ts'

/** Tabs that the address remembers, one key per place. */
export const TAB_KEYS = ['pages', 'sources', 'places', 'tech', 'vital', 'by', 'culprit'] as const
export type TabKey = (typeof TAB_KEYS)[number]

/** Everything a link carries: what is asked, and which tab shows it. */
export interface View {
  readonly period: TimeRange
  /** Dates (2026-03-01), with `custom`; `end` is the last day shown. */
  readonly start?: string
  readonly end?: string
  readonly compare: boolean
  readonly filters: readonly Filter[]
  readonly environment?: string
  readonly metric?: MetricName
  /** Dimension whose full list is open. */
  readonly more?: DimensionName
  readonly tabs: Readonly<Partial<Record<TabKey, string>>>
}

/** A view's change; a key with `undefined` is taken away. */
export type ViewChange = { readonly [K in keyof View]?: View[K] | undefined }

export const DEFAULT_PERIOD: TimeRange = '7d'
const DATE = /^\d{4}-\d{2}-\d{2}$/

const among = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((known) => known === value)

const isNumeric = (dimension: DimensionName) => COLUMNS[dimension].sql.startsWith('UInt')

/** `country:eq:DE` to a filter; `in` carries a JSON list; nonsense is left out. */
export function parseFilter(text: string): Filter | undefined {
  const [name, word, ...rest] = text.split(':')
  const dimension = among(DIMENSION_NAMES, name)
  const operator = among(FILTER_OPERATORS, word)
  if (dimension === undefined || operator === undefined) return undefined
  const raw = rest.join(':')
  if (operator !== 'in') return makeFilter(dimension, operator, raw)
  try {
    const list: unknown = JSON.parse(raw)
    return Array.isArray(list) ? { dimension, operator, value: list.map(String) } : undefined
  } catch {
    return undefined
  }
}

/** A filter from typed text: numbers for numeric dimensions. */
export function makeFilter(dimension: DimensionName, operator: FilterOperator, text: string): Filter | undefined {
  if (!isNumeric(dimension) || text === OTHER_VALUE) return { dimension, operator, value: text }
  const number = Number(text)
  return Number.isFinite(number) && text !== '' ? { dimension, operator, value: number } : undefined
}

/** The inverse of `parseFilter`. */
export function printFilter({ dimension, operator, value }: Filter): string {
  return `${dimension}:${operator}:${Array.isArray(value) ? JSON.stringify(value) : String(value)}`
}

const text = (value: RawSearch[string]) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads the address; whatever is unknown falls back to the default. */
export function parseView(search: RawSearch): View {
  const asked = among(TIME_RANGES, search.period) ?? DEFAULT_PERIOD
  const start = text(search.start)
  const end = text(search.end)
  const hasDates = start !== undefined && end !== undefined && DATE.test(start) && DATE.test(end) && start <= end
  const period = asked === 'custom' && !hasDates ? DEFAULT_PERIOD : asked
  const listed = search.f === undefined ? [] : typeof search.f === 'string' ? [search.f] : search.f
  const environment = text(search.env)
  const metric = among(METRIC_NAMES, search.metric)
  const more = among(DIMENSION_NAMES, search.more)
  return {
    period,
    ...(period === 'custom' && hasDates && { start, end }),
    compare: search.compare !== 'off',
    filters: listed.flatMap((one) => parseFilter(one) ?? []),
    ...(environment !== undefined && { environment }),
    ...(metric !== undefined && { metric }),
    ...(more !== undefined && { more }),
    tabs: Object.fromEntries(TAB_KEYS.flatMap((key) => (text(search[key]) === undefined ? [] : [[key, search[key]]]))),
  }
}

/** The address of a view, defaults left out. */
export function printView(view: View): RawSearch {
  return {
    ...(view.period !== DEFAULT_PERIOD && { period: view.period }),
    ...(view.period === 'custom' && { start: view.start, end: view.end }),
    ...(!view.compare && { compare: 'off' }),
    ...(view.filters.length > 0 && { f: view.filters.map(printFilter) }),
    ...(view.environment !== undefined && { env: view.environment }),
    ...(view.metric !== undefined && { metric: view.metric }),
    ...(view.more !== undefined && { more: view.more }),
    ...view.tabs,
  }
}

/** What stays when another page of the site opens: the question, not the tabs. */
export function keepQuestion({ metric: _metric, more: _more, ...view }: View): View {
  return { ...view, tabs: {} }
}

const same = (a: Filter, b: Filter) => printFilter(a) === printFilter(b)

/** True when this very filter is set. */
export const isFilteredBy = (filters: readonly Filter[], filter: Filter): boolean =>
  filters.some((one) => same(one, filter))

/** Adds the filter, or takes it away when it is there. */
export function toggleFilter(filters: readonly Filter[], filter: Filter): readonly Filter[] {
  return isFilteredBy(filters, filter)
    ? filters.filter((one) => !same(one, filter))
    : [...filters.filter((one) => !(one.dimension === filter.dimension && one.operator === 'eq')), filter]
}
