import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import type { IdentityOptions } from '@lethe/identity'
import type { ControlStore } from '@lethe/store/control'
import type { EventsStore, Statement } from '@lethe/store/events'
import type { Logger } from 'pino'
import { batchIdAt } from './batch-ids.ts'
import { isSeededSite } from './seeded-site.ts'
import type { SiteDirectory } from './site-directory.ts'

const MINUTE_MS = 60_000

export interface RestartNotesOptions {
  readonly control: Pick<ControlStore, 'annotations' | 'meta'>
  readonly events: Pick<EventsStore, 'query'>
  readonly sites: Pick<SiteDirectory, 'byKey'>
  readonly logger: Pick<Logger, 'warn'>
  readonly now: () => number
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
  const noted = new Set<string>()
  let last: Promise<void> = Promise.resolve()

  const note = async (loss: Loss): Promise<void> => {
    const name = `${loss.site_id} ${Math.floor(loss.lost_at / MINUTE_MS)}`
    if (noted.has(name) || (await isSeededSite(loss.site_id, options))) return
    if ((await events.query(visitBefore(loss))).length === 0) return
    await control.annotations.add({ site_id: loss.site_id, at: loss.lost_at, kind: 'sessions_split' })
    noted.add(name)
  }
  return {
    // TRICKY: what is told carries the visitor's address. Only the place is taken out of it; nothing here holds on to more.
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
 * A row of a visit that was stored before the fresh day was seen. Its batch tells that exactly; its own time is cut to
 * the minute, so that visits before and after a quick restart look the same.
 */
function visitBefore({ site_id, environment, day_starts_at, seen_at }: Loss): Statement {
  const since = Math.floor(Math.min(day_starts_at, seen_at - SESSION_TIMEOUT_MS) / MINUTE_MS) * MINUTE_MS
  return {
    sql:
      "SELECT 1 AS found FROM events WHERE site_id = {site:UInt32} AND type IN ('pageview', 'event') " +
      "AND at >= toDateTime({since:UInt32}, 'UTC') AND environment = {environment:String} AND session_seq > 0 " +
      'AND batch_id < {before:UInt64} LIMIT 1',
    params: { site: site_id, since: since / 1000, environment, before: String(batchIdAt(seen_at)) },
  }
}
