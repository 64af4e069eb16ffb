import type { AggregationCell, MetricName, QueryMeta, QueryRequest, QueryRow, TimeBucket } from '@lethe/catalogue'
import { callApi } from './client.ts'
import { isCode } from './errors.ts'

export interface Rows<Row = QueryRow> {
  readonly data: readonly Row[]
  readonly meta: QueryMeta
  readonly time_bucket?: TimeBucket
  readonly has_more?: boolean
}

export interface Totals {
  readonly data: Readonly<Record<string, AggregationCell>>
  readonly meta: QueryMeta
}

const post = <T>(body: QueryRequest, signal: AbortSignal) =>
  callApi<T>('/api/sites/query', { method: 'POST', body, signal })

/** A question whose answer is a list: breakdown, time series, error groups, search options. */
export const askRows = <Row = QueryRow>(request: QueryRequest, signal: AbortSignal) => post<Rows<Row>>(request, signal)

/** A question whose answer is one cell per metric. */
export const askTotals = (request: Omit<QueryRequest, 'kind'>, signal: AbortSignal) =>
  post<Totals>({ ...request, kind: 'aggregation' }, signal)

/** What is known of each metric: its cell, or why the server refuses it. */
export interface EachTotal {
  readonly cells: Readonly<Partial<Record<MetricName, AggregationCell>>>
  readonly refusals: Readonly<Partial<Record<MetricName, unknown>>>
  readonly meta: QueryMeta | undefined
}

/**
 * Asks for several metrics at once; when the combination is refused, asks for each by itself, so that one metric
 * that cannot be filtered this way does not hide the others.
 */
export async function askEach(request: Omit<QueryRequest, 'kind'>, signal: AbortSignal): Promise<EachTotal> {
  try {
    const { data, meta } = await askTotals(request, signal)
    return { cells: data, refusals: {}, meta }
  } catch (error) {
    const [first, ...others] = request.aggregate
    if (!isCode(error, 'invalid_request') || first === undefined) throw error
    if (others.length === 0) return { cells: {}, refusals: { [first]: error }, meta: undefined }
    const parts = await Promise.all(
      request.aggregate.map((metric) => askEach({ ...request, aggregate: [metric] }, signal)),
    )
    return {
      cells: Object.assign({}, ...parts.map((part) => part.cells)),
      refusals: Object.assign({}, ...parts.map((part) => part.refusals)),
      meta: parts.find((part) => part.meta !== undefined)?.meta,
    }
  }
}
