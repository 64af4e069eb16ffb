import type { Outcome, OutcomeName } from '@lethe/catalogue'
import { type HourlyRow, openHourlyCounter } from './hourly-counter.ts'

/** How many items of a site met an outcome in an hour (start, epoch ms). */
export type OutcomeRow = HourlyRow<{ readonly outcome: OutcomeName; readonly reason: string }>

/** Counts outcomes in memory until they are written. */
export interface OutcomeCounter {
  count(siteId: number, outcome: Outcome, count: number): void
  /** Writes what has been counted since; what could not be written stays counted, and the error is thrown. */
  flush(): Promise<void>
}

/** Opens a counter; `write` adds to what is stored. Flushes follow one another, so that nothing is written twice. */
export function openOutcomeCounter(options: {
  readonly now: () => number
  readonly write: (rows: readonly OutcomeRow[]) => Promise<void>
}): OutcomeCounter {
  const counter = openHourlyCounter<Pick<OutcomeRow, 'outcome' | 'reason'>>(options)
  return {
    count(siteId, outcome, count) {
      const [name, reason = ''] = outcome.split('/')
      counter.add(siteId, { outcome: name as OutcomeName, reason }, count)
    },
    flush: counter.flush,
  }
}
