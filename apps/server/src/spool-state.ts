import type { Notice, SpoolState } from '@lethe/catalogue'
import type { Spool } from '@lethe/store/spool'

/** Rows wait a second or two; so long means that the store is away, or slower than what comes. */
const LATE_MS = 60_000

export function spoolStateOf(spool: Pick<Spool, 'depth'>, now: number): SpoolState {
  const { oldest_at, ...depth } = spool.depth()
  return { ...depth, oldest_age_ms: oldest_at === null ? null : Math.max(0, Math.round(now - oldest_at)) }
}

/** What of it the operator should mend. */
export function spoolNotices({ is_open, oldest_age_ms, refused, row_count }: SpoolState): Notice[] {
  const texts: string[] = []
  if (!is_open) {
    texts.push(
      'The spool takes nothing: it is full (LETHE_SPOOL_BYTES), or its disk is full or refuses writes. ' +
        'Beacons are told to come again later.',
    )
  }
  if (oldest_age_ms !== null && oldest_age_ms > LATE_MS) {
    const minutes = Math.round(oldest_age_ms / 60_000)
    texts.push(
      `${row_count} rows wait for the events store, the oldest for ${minutes} min. They are safe on disk; ` +
        'see that the store runs and has room.',
    )
  }
  if (refused.length > 0) {
    const rows = refused.reduce((sum, one) => sum + one.row_count, 0)
    texts.push(
      `The events store refused ${refused.length} batches with ${rows} rows for good; the log says why. They are kept: ` +
        'GET /api/spool lists them, POST /api/spool/refused/ID/retry tries one again, DELETE /api/spool/refused/ID gives it up.',
    )
  }
  return texts.map((text) => ({ kind: 'spool', text, setting: null }))
}
