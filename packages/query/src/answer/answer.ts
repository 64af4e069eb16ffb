import type { QueryMeta, QueryResponse } from '@lethe/catalogue'
import type { Plan } from '../plan.ts'
import type { Reader } from '../read-scan.ts'
import { iso } from '../zone.ts'

/** An answer without the time it took. */
export type Answer = QueryResponse extends infer R ? (R extends { meta: unknown } ? Omit<R, 'meta'> : never) : never

export interface Answered {
  readonly answer: Answer
  readonly sampleRatio: number
  /** How many values are under the site's threshold; none unless told. */
  readonly hidden?: number
}

export type AnswerKind = (plan: Plan, store: Reader) => Promise<Answered>

export function metaOf(
  plan: Plan,
  { sampleRatio, hidden = 0 }: Omit<Answered, 'answer'>,
  elapsedMs: number,
): QueryMeta {
  return {
    source: 'raw',
    start: iso(plan.period.start),
    end: iso(plan.period.end),
    timezone: plan.period.timezone,
    sample_ratio: sampleRatio,
    threshold_hidden: hidden,
    elapsed_ms: elapsedMs,
  }
}
