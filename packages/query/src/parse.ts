import {
  AppError,
  BUCKETS_OF_RANGE,
  type DimensionName,
  type MetricName,
  QUERY_KINDS,
  type QueryRequest,
  TIME_BUCKETS,
  TIME_RANGES,
} from '@lethe/catalogue'
import { z } from 'zod/v4'
import { FILTER_LIMITS, parseFilters, type RawFilter } from './filters.ts'
import { invalid } from './invalid.ts'
import { dimensionNamed, metricNamed, type Named } from './names.ts'
import { nearest } from './nearest.ts'
import { ERROR_FACTS, type Order, type ParsedRequest } from './request.ts'
import { canonicalZone } from './zone.ts'

const text = (max: number) => z.string().max(max)
const name = text(64)
const value = z.union([text(FILTER_LIMITS.chars), z.number()])
const filter: z.ZodType<RawFilter> = z.lazy(() =>
  z.union([
    z.strictObject({ dimension: name, operator: name, value: z.union([value, z.array(value).min(1)]) }),
    z.strictObject({ and: z.array(filter).min(1) }),
    z.strictObject({ or: z.array(filter).min(1) }),
  ]),
)

const SCHEMA = z.strictObject({
  site: text(128),
  kind: z.enum(QUERY_KINDS),
  aggregate: z.array(name).max(40),
  group_by: name.optional(),
  time: z.enum(TIME_RANGES).optional(),
  start: name.optional(),
  end: name.optional(),
  timezone: name.optional(),
  time_bucket: z.enum(TIME_BUCKETS).optional(),
  filters: z.array(filter).optional(),
  filters_behavior: z.enum(['and', 'or']).optional(),
  order_by: z.array(name).max(8).optional(),
  compare: z.enum(['previous_time_range']).optional(),
  environment: text(64).optional(),
  search: text(256).optional(),
  page: z.int().min(1).max(10_000).optional(),
  page_size: z.int().min(1).max(1_000).optional(),
})

type Body = z.infer<typeof SCHEMA>
/** Compile-time proof that every request of the public contract has the shape this schema reads. */
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T
export const CONTRACT_FITS_SCHEMA: Mutable<QueryRequest> extends Body ? true : false = true
export const SCHEMA_HAS_NO_OTHER_KEYS: keyof Body extends keyof QueryRequest ? true : false = true

/** Reads a request body; `siteTimezone` is the default zone. Throws `invalid_request` with path, expected and got. */
export function parseRequest(body: unknown, siteTimezone: string): ParsedRequest {
  if (depthOf(body) > 24) {
    throw invalid('The request is nested too deeply.', { path: 'filters', expected: 'at most 4 levels of filters' })
  }
  const read = SCHEMA.safeParse(body)
  if (!read.success) throw refusal(read.error, body)
  const request = read.data
  const groupBy = parseGroup(request)
  const metrics = parseMetrics(request)
  const range = request.time ?? (request.start === undefined ? '7d' : 'custom')
  const allowed = BUCKETS_OF_RANGE[range]
  if (request.time_bucket !== undefined && !allowed.includes(request.time_bucket)) {
    const expected = `one of ${allowed.join(', ')} for ${range}`
    throw invalid('The bucket does not fit the range.', { path: 'time_bucket', expected, got: request.time_bucket })
  }
  return {
    kind: request.kind,
    metrics,
    groupBy,
    range,
    start: request.start ?? null,
    end: request.end ?? null,
    timezone: zoneNamed(request.timezone ?? siteTimezone),
    siteTimezone: zoneNamed(siteTimezone),
    bucket: request.time_bucket ?? null,
    filter: parseFilters(request.filters ?? [], request.filters_behavior ?? 'and'),
    order: (request.order_by ?? []).map((by, at) => parseOrder(by, { at, request, metrics, groupBy })),
    isCompared: request.compare !== undefined,
    environment: request.environment ?? 'production',
    search: request.search ?? '',
    page: request.page ?? 1,
    pageSize: request.page_size ?? 20,
  }
}

function parseMetrics({ kind, aggregate }: Body): readonly Named<MetricName>[] {
  const facts: readonly string[] = kind === 'error_groups' ? ERROR_FACTS : []
  const asked = aggregate.map((typed, at) => ({ typed, path: `aggregate.${at}` }))
  const metrics = asked.filter(({ typed }) => !facts.includes(typed)).map(metricNamed)
  if (metrics.length > 0 || kind === 'error_groups') return metrics
  throw invalid('No metric was asked for.', { path: 'aggregate', expected: 'at least one metric' })
}

function parseGroup({ kind, group_by }: Body): Named<DimensionName> | null {
  const needsGroup = kind === 'breakdown' || kind === 'search_options'
  if (needsGroup && group_by === undefined) {
    throw invalid(`A ${kind} needs group_by.`, { path: 'group_by', expected: 'one dimension' })
  }
  if (!needsGroup && group_by !== undefined) {
    throw invalid(`group_by does not go with ${kind}.`, { path: 'group_by', expected: 'nothing, or kind breakdown' })
  }
  return group_by === undefined ? null : dimensionNamed({ typed: group_by, path: 'group_by' })
}

function zoneNamed(typed: string): string {
  const zone = canonicalZone(typed)
  if (zone !== null) return zone
  const close = nearest(typed, Intl.supportedValuesOf('timeZone')).join(', ')
  throw invalid('Unknown time zone.', { path: 'timezone', expected: `an IANA name, e.g. ${close}`, got: typed })
}

interface OrderContext {
  readonly at: number
  readonly request: Body
  readonly metrics: readonly Named<MetricName>[]
  readonly groupBy: Named<DimensionName> | null
}

function parseOrder(by: string, { at, request, metrics, groupBy }: OrderContext): Order {
  const descending = by.startsWith('-')
  const typed = descending ? by.slice(1) : by
  if (request.kind === 'timeseries' || request.kind === 'aggregation') {
    if (request.kind === 'timeseries' && by === 'ts') return { by: 'group', descending }
    throw invalid(`order_by does not go with ${request.kind}.`, { path: `order_by.${at}`, expected: 'nothing' })
  }
  const metric = metrics.find(({ as, name: own }) => as === typed || own === typed)
  if (metric) return { by: { metric: metric.name }, descending }
  if (groupBy && (typed === groupBy.as || typed === groupBy.name)) return { by: 'group', descending }
  const fact = request.kind === 'error_groups' ? ERROR_FACTS.find((own) => own === typed) : undefined
  if (fact !== undefined && fact !== 'frames') return { by: { fact }, descending }
  const offered = [...metrics.map(({ as }) => as), ...(groupBy ? [groupBy.as] : ERROR_FACTS)]
  const expected = `a requested metric or the dimension: ${offered.join(', ')}`
  throw invalid('Cannot order by this.', { path: `order_by.${at}`, expected, got: typed.slice(0, 64) })
}

function refusal(error: z.ZodError, body: unknown): AppError {
  const details = error.issues.slice(0, 10).map((issue) => {
    const path = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      const key = issue.keys[0] ?? ''
      const known = nearest(key, Object.keys(SCHEMA.shape)).join(', ')
      return {
        path: [path, key].filter(Boolean).join('.'),
        expected: `a known key, e.g. ${known}`,
        got: key.slice(0, 64),
      }
    }
    if (issue.code === 'invalid_value') {
      const typed = issue.path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)?.[step], body)
      const names = issue.values.map(String)
      const close = typeof typed === 'string' ? ` (nearest: ${nearest(typed, names, 1)[0]})` : ''
      const got = typeof typed === 'string' ? { got: typed.slice(0, 64) } : {}
      return { path, expected: `one of ${names.join(', ')}${close}`, ...got }
    }
    return { path, expected: issue.message }
  })
  return new AppError('invalid_request', 'The query is not valid.', { details })
}

/** Bounds recursion before anything walks the body. */
function depthOf(node: unknown, depth = 0): number {
  if (typeof node !== 'object' || node === null || depth > 24) return depth
  return Math.max(depth, ...Object.values(node).map((child) => depthOf(child, depth + 1)))
}
