import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  METRICS,
  type MetricName,
  type QueryRequest,
} from '@lethe/catalogue'
import { COMPARED } from './answers.ts'
import type { SimulatedSite } from './people.ts'

type Value = string | number
type Dims = Readonly<Record<string, Value>>

export interface Filtered {
  readonly name: string
  readonly filters: NonNullable<QueryRequest['filters']>
  readonly matches: (dims: Dims) => boolean
  readonly dimensions: readonly DimensionName[]
}

/** One request, and how the truth is to be asked the same. */
export interface Shape {
  readonly site: SimulatedSite
  readonly environment: string
  readonly filtered: Filtered
  readonly by: 'nothing' | 'hour' | 'day' | DimensionName
  readonly metrics: readonly MetricName[]
}

const NO_FILTER: Filtered = { name: 'no filter', filters: [], matches: () => true, dimensions: [] }

/** Filters by every dimension: one value, all but one value, two values. `valuesOf` are those that occur, most frequent first. */
export function filtersOf(valuesOf: (dimension: DimensionName) => readonly Value[]): Filtered[] {
  const ofOne = DIMENSION_NAMES.flatMap((dimension): Filtered[] => {
    const values = valuesOf(dimension)
    const [first = '', second = first] = values
    const filter = (
      operator: 'eq' | 'ne' | 'in',
      value: Value | Value[],
      matches: (own: Value) => boolean,
    ): Filtered => ({
      name: `${dimension} ${operator} ${value}`,
      filters: [{ dimension, operator, value }],
      matches: (dims) => matches(dims[dimension] ?? ''),
      dimensions: [dimension],
    })
    return [
      filter('eq', first, (own) => own === first),
      filter('ne', first, (own) => own !== first),
      filter('in', [first, second], (own) => own === first || own === second),
    ]
  })
  return [NO_FILTER, ...ofOne, ...NESTED]
}

const NESTED: readonly Filtered[] = [
  {
    name: 'mobile, or a new Firefox',
    filters: [
      {
        or: [
          { dimension: 'device_type', operator: 'eq', value: 'mobile' },
          {
            and: [
              { dimension: 'browser', operator: 'startsWith', value: 'Fire' },
              { dimension: 'browser_major', operator: 'gte', value: 140 },
            ],
          },
        ],
      },
    ],
    matches: (dims) =>
      dims.device_type === 'mobile' || (String(dims.browser).startsWith('Fire') && Number(dims.browser_major) >= 140),
    dimensions: ['device_type', 'browser', 'browser_major'],
  },
  {
    name: 'purchases of the shop from outside Germany',
    filters: [
      { dimension: 'event_name', operator: 'eq', value: 'purchase' },
      { dimension: 'country', operator: 'ne', value: 'DE' },
      { dimension: 'hostname', operator: 'endsWith', value: 'shop.example' },
    ],
    matches: (dims) =>
      dims.event_name === 'purchase' && dims.country !== 'DE' && String(dims.hostname).endsWith('shop.example'),
    dimensions: ['event_name', 'country', 'hostname'],
  },
]

const ofGrain = (grain: string) => COMPARED.filter((name) => METRICS[name].grain === grain)
const isPercentile = (name: MetricName) => METRICS[name].formula.form === 'percentile'
/** At most 40 metrics go into a request, and its first one says which groups are listed. */
const CHUNKS: readonly (readonly MetricName[])[] = [
  [...ofGrain('item').filter((name) => !isPercentile(name)), ...ofGrain('visitor_day')],
  ofGrain('session'),
  ofGrain('item').filter(isPercentile),
]

export const usesItems = ({ filtered, by }: Pick<Shape, 'filtered' | 'by'>): boolean =>
  [...filtered.dimensions, by].some((name) => name in DIMENSIONS && DIMENSIONS[name as DimensionName].scope === 'item')

/** The rules of docs/guides/sessions.md, "What may be filtered by what", restated. */
export function isAllowed(metric: MetricName, { filtered, by }: Pick<Shape, 'filtered' | 'by'>): boolean {
  if (METRICS[metric].grain === 'visitor_day') return !usesItems({ filtered, by }) && by !== 'hour'
  const isOfPage = filtered.dimensions.includes('path') || by === 'path'
  return !(isOfPage && (metric === 'bounce_rate' || metric === 'session_duration_ms'))
}

export function shapesOf(site: SimulatedSite, environment: string, filters: readonly Filtered[]): Shape[] {
  const bys = ['nothing', 'hour', 'day', ...DIMENSION_NAMES] as const
  return filters.flatMap((filtered) =>
    bys.flatMap((by) =>
      CHUNKS.map((chunk) => {
        const metrics = chunk.filter((metric) => isAllowed(metric, { filtered, by }))
        return { site, environment, filtered, by, metrics }
      }),
    ),
  )
}

export function requestOf(shape: Shape, period: Pick<QueryRequest, 'start' | 'end'>): QueryRequest {
  const { site, environment, filtered, by, metrics } = shape
  const common = {
    site: site.key,
    environment,
    aggregate: metrics,
    filters: filtered.filters,
    time: 'custom',
    ...period,
  } as const
  if (by === 'nothing') return { ...common, kind: 'aggregation' }
  if (by === 'hour' || by === 'day') return { ...common, kind: 'timeseries', time_bucket: by }
  return { ...common, kind: 'breakdown', group_by: by, page_size: 1_000 }
}
