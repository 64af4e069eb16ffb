import { AppError, type QueryKind, type QueryResponse, SESSION_ID_DAYS } from '@lethe/catalogue'
import type { EventsStore } from '@lethe/store/events/port'
import { answerAggregation } from './answer/aggregation.ts'
import { type AnswerKind, metaOf } from './answer/answer.ts'
import { answerBreakdown } from './answer/breakdown.ts'
import { answerErrorGroups } from './answer/error-groups.ts'
import { answerTimeseries } from './answer/timeseries.ts'
import { allowedBy } from './few-sessions.ts'
import { parseRequest } from './parse.ts'
import { planQuery } from './plan-query.ts'

/** What a query must know of the site it is about. */
export interface QueriedSite {
  readonly id: number
  /** IANA name; days and visitors are counted in it. */
  readonly timezone: string
  /** Epoch ms; what lies before it is unknown, not zero, in comparisons. */
  readonly first_pageview_at?: number | null
  /** Values of fewer sessions than this are put together as `(other)`; 0 and 1 show all. */
  readonly k_threshold?: number
}

/** What `openQuery` stands on. */
export interface QueryOptions {
  readonly store: EventsStore
  /** Epoch ms. */
  readonly now: () => number
  /** How long the store keeps session ids; default 30 days. */
  readonly session_id_days?: number
}

/** The query engine of one events store. */
export interface Query {
  /** Answers a body of `POST /api/sites/query`. Throws `invalid_request`, `query_too_costly`, `overloaded`, `store_unavailable`. */
  run(request: unknown, site: QueriedSite): Promise<QueryResponse>
}

const ANSWERS: Readonly<Record<QueryKind, AnswerKind>> = {
  aggregation: answerAggregation,
  breakdown: answerBreakdown,
  search_options: answerBreakdown,
  timeseries: answerTimeseries,
  error_groups: answerErrorGroups,
}

/** Questions to the events store: parse, plan, compile, run, finish. */
export function openQuery({ store, now, session_id_days = SESSION_ID_DAYS }: QueryOptions): Query {
  return {
    async run(request, site) {
      const asked = now()
      const parsed = parseRequest(request, site.timezone)
      const plan = planQuery(parsed, {
        siteId: site.id,
        now: asked,
        sessionIdDays: session_id_days,
        threshold: site.k_threshold ?? 0,
        firstPageviewAt: site.first_pageview_at ?? null,
      })
      try {
        const allowed = await allowedBy(plan, store)
        const { answer, ...facts } = await ANSWERS[parsed.kind](allowed.plan, allowed.store)
        const hidden = allowed.isTooFew ? 1 : (facts.hidden ?? 0)
        return { ...answer, meta: metaOf(plan, { ...facts, hidden }, now() - asked) } as QueryResponse
      } catch (error) {
        throw asRegexRefusal(error)
      }
    },
  }
}

/** Of an expression that passed our RE2 but not the engine's (its memory is bounded), the caller can be told. */
function asRegexRefusal(error: unknown): unknown {
  const cause = error instanceof AppError ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  if (code !== '427') return error
  return new AppError('invalid_request', 'The store cannot run this regular expression.', {
    details: [{ path: 'filters', expected: 'a simpler RE2 expression' }],
    cause: error,
  })
}
