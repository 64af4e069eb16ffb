import type { QueryMeta, QueryResponse } from '@lethe/catalogue'
import type { EventsStore } from '@lethe/store/events/port'
import type { Plan } from '../plan.ts'
import { iso } from '../zone.ts'

/** An answer without the time it took. */
export type Answer = QueryResponse extends infer R ? (R extends { meta: unknown } ? Omit<R, 'meta'> : never) : never

export interface Answered {
  readonly answer: Answer
  readonly sampleRatio: number
}

export type AnswerKind = (plan: Plan, store: EventsStore) => Promise<Answered>

export function metaOf(plan: Plan, sampleRatio: number, elapsedMs: number): QueryMeta {
  return {
    source: 'raw',
    start: iso(plan.period.start),
    end: iso(plan.period.end),
    timezone: plan.period.timezone,
    sample_ratio: sampleRatio,
    threshold_hidden: 0,
    elapsed_ms: elapsedMs,
  }
}
