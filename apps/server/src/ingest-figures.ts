import type { Outcome } from '@lethe/catalogue'

/** Sums since the start of the process. */
export interface IngestSums {
  readonly outcomes: ReadonlyMap<Outcome, number>
  readonly commits: number
  readonly commit_seconds: number
  readonly rows_written: number
  readonly write_failures: number
}

/** Counts what `/metrics` tells of ingest. */
export interface IngestFigures {
  countOutcome(outcome: Outcome, count: number): void
  /** A beacon waited so long for the disk. */
  countCommit(ms: number): void
  countRows(count: number): void
  countFailure(): void
  read(): IngestSums
}

export function openIngestFigures(): IngestFigures {
  const outcomes = new Map<Outcome, number>()
  const sums = { commits: 0, commit_seconds: 0, rows_written: 0, write_failures: 0 }
  return {
    countOutcome: (outcome, count) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count),
    countCommit(ms) {
      sums.commits++
      sums.commit_seconds += ms / 1_000
    },
    countRows(count) {
      sums.rows_written += count
    },
    countFailure() {
      sums.write_failures++
    },
    read: () => ({ outcomes, ...sums }),
  }
}
