import type { Outcome, OutcomeName } from '@lethe/catalogue'

const HOUR_MS = 3_600_000

/** How many items of a site met an outcome in an hour (start, epoch ms). */
export interface OutcomeRow {
  readonly site_id: number
  readonly hour: number
  readonly outcome: OutcomeName
  readonly reason: string
  readonly count: number
}

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
  let counts = new Map<string, OutcomeRow>()
  let flushing: Promise<void> = Promise.resolve()

  const add = (row: OutcomeRow) => {
    const key = `${row.site_id} ${row.hour} ${row.outcome}/${row.reason}`
    counts.set(key, { ...row, count: row.count + (counts.get(key)?.count ?? 0) })
  }
  const write = async () => {
    if (counts.size === 0) return
    const rows = [...counts.values()]
    counts = new Map()
    try {
      await options.write(rows)
    } catch (error) {
      for (const row of rows) add(row)
      throw error
    }
  }

  return {
    count(siteId, outcome, count) {
      const [name, reason = ''] = outcome.split('/')
      const hour = Math.floor(options.now() / HOUR_MS) * HOUR_MS
      add({ site_id: siteId, hour, outcome: name as OutcomeName, reason, count })
    },
    flush() {
      flushing = flushing.catch(() => undefined).then(write)
      return flushing
    },
  }
}
