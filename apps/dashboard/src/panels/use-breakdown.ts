import type { DimensionName, MetricName, QueryRow } from '@lethe/catalogue'
import type { Rows } from '../api/ask.ts'
import { inWords, isCode } from '../api/errors.ts'
import { useRows } from '../api/use-report.ts'

interface Asked {
  readonly dimension: DimensionName
  readonly metric: MetricName
  readonly search?: string
  readonly page?: number
  readonly page_size: number
}

/** A page of a dimension's values. */
export interface Breakdown {
  readonly rows: Rows<QueryRow> | undefined
  /** The metric that was answered: pageviews where the server refuses sessions under these filters. */
  readonly metric: MetricName
  /** Why it is another one, in the server's words. */
  readonly refusal: string | undefined
  readonly error: unknown
  readonly isStale: boolean
  readonly retry: () => void
}

/** Values by the metric asked for, or by pageviews, which every filter allows. */
export function useBreakdown({ dimension, metric, search = '', page = 1, page_size }: Asked): Breakdown {
  const question = (one: MetricName) => ({
    kind: 'breakdown' as const,
    aggregate: [one],
    group_by: dimension,
    order_by: [`-${one}`],
    page,
    page_size,
    ...(search !== '' && { search }),
  })
  const asked = useRows(question(metric))
  const isRefused = metric === 'session_count' && isCode(asked.error, 'invalid_request')
  const fallback = useRows(question('pageview_count'), { enabled: isRefused })
  const used = isRefused ? fallback : asked
  return {
    rows: used.data,
    metric: isRefused ? 'pageview_count' : metric,
    refusal: isRefused ? inWords(asked.error).text : undefined,
    error: used.data === undefined ? used.error : null,
    isStale: used.isPlaceholderData,
    retry: () => void used.refetch(),
  }
}
