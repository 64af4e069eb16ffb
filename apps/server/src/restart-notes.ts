import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import type { IdentityOptions } from '@lethe/identity'
import type { ControlStore } from '@lethe/store/control'
import type { EventsStore, Statement } from '@lethe/store/events'
import type { Logger } from 'pino'
import type { BatchIds } from './batch-ids.ts'
import { isSeededSite } from './seeded-site.ts'
import type { SiteDirectory } from './site-directory.ts'

const MINUTE_MS = 60_000

export interface RestartNotesOptions {
  readonly control: Pick<ControlStore, 'annotations' | 'meta'>
  readonly events: Pick<EventsStore, 'query'>
  readonly sites: Pick<SiteDirectory, 'byKey'>
  readonly logger: Pick<Logger, 'warn'>
  readonly now: () => number
  /** Those of this process: others are from before it. */
  readonly batches: Pick<BatchIds, 'first' | 'last'>
  /** When the memory was lost, as well as that is known: the start of the process that holds it. */
  readonly lostAt: () => number
}

/** Notes on the charts of a site that its open sessions and the day's visitors were forgotten. */
export interface RestartNotes {
  /** Notes it when the site has visits of today, or of the last half hour, that memory knows nothing of. Answers at once. */
  readonly onFreshDay: NonNullable<IdentityOptions['onFreshDay']>
  /** Resolves when everything told so far is noted or given up. */
  settled(): Promise<void>
}

interface Loss {
  readonly site_id: number
  readonly environment: string
  readonly day_starts_at: number
  readonly seen_at: number
  readonly lost_at: number
}

/** Asks about one site at a time: after a restart all of them come at once, and the dashboard needs the engine too. */
export function openRestartNotes(options: RestartNotesOptions): RestartNotes {
  const { control, events, logger } = options
  let last: Promise<void> = Promise.resolve()

  const note = async ({ lost_at, ...loss }: Loss): Promise<void> => {
    const { site_id, seen_at } = loss
    if (await isSeededSite(site_id, options)) return
    const [row] = await events.query<{ visits: number; last_at: number }>(lastVisitBefore(loss, options.batches))
    if (row === undefined || row.visits === 0) return
    const lastVisitAt = row.last_at * 1000
    // Another environment of the site may have told of the same loss.
    const since = { start: lastVisitAt + MINUTE_MS, end: seen_at + 1, limit: 1 }
    if ((await control.annotations.list(site_id, since)).length > 0) return
    // A memory outside of the process may be lost while that runs: some time after the last visit.
    await control.annotations.add({ site_id, at: Math.max(lost_at, lastVisitAt), kind: 'sessions_split' })
  }
  return {
    onFreshDay: ({ site_id, environment }, { starts_at }) => {
      const times = { day_starts_at: starts_at, seen_at: options.now(), lost_at: options.lostAt() }
      last = last
        .then(() => note({ site_id, environment, ...times }))
        .catch((error: unknown) => logger.warn({ error: describeError(error) }, 'a restart could not be noted'))
    },
    settled: () => last,
  }
}

/**
 * The visits that were stored before the fresh day was seen: those of processes before this one, told by their batches since
 * times are cut to the minute, and this one's own of earlier minutes.
 */
function lastVisitBefore(
  { site_id, environment, day_starts_at, seen_at }: Omit<Loss, 'lost_at'>,
  { first, last }: RestartNotesOptions['batches'],
): Statement {
  const minuteOf = (at: number) => Math.floor(at / MINUTE_MS) * 60
  return {
    sql:
      'SELECT count() AS visits, toUnixTimestamp(max(at)) AS last_at FROM events WHERE site_id = {site:UInt32} ' +
      "AND type IN ('pageview', 'event') AND at >= toDateTime({since:UInt32}, 'UTC') " +
      'AND environment = {environment:String} AND session_seq > 0 ' +
      'AND (batch_id NOT BETWEEN {first:UInt64} AND {last:UInt64} ' +
      "OR at < toDateTime({minute:UInt32}, 'UTC'))",
    params: {
      site: site_id,
      since: minuteOf(Math.min(day_starts_at, seen_at - SESSION_TIMEOUT_MS)),
      environment,
      first: String(first),
      last: String(last),
      minute: minuteOf(seen_at),
    },
  }
}
