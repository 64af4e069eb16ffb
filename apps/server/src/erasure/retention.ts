import { describeError } from '@lethe/http'
import type { EventsStore, RowRange } from '@lethe/store/events'
import type { Logger } from 'pino'
import type { SiteDirectory } from '../site-directory.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** The engine drops expired rows by itself, up to four hours late (docs/adr/0002): that is cheaper. */
const LATE_MS = 6 * HOUR_MS
const EVERY_MS = 6 * HOUR_MS
const FIRST_AFTER_MS = 60_000
/** Sites in one statement. */
const SITES_AT_ONCE = 500

export interface RetentionOptions {
  readonly sites: Pick<SiteDirectory, 'list'>
  readonly events: Pick<EventsStore, 'countRows' | 'deleteRows'>
  readonly logger: Pick<Logger, 'error'>
  readonly now: () => number
}

/**
 * Deletes rows that are older than their site keeps them, half a day after their time at the latest. A row's class is that of
 * the day it came: when a site keeps its rows for less from now on, the engine knows nothing of it.
 */
export interface Retention {
  /** Looks now instead of in some hours. Never rejects: what fails is tried again with the next look. */
  enforce(): Promise<void>
  /** Looks no more. */
  close(): void
}

export function openRetention({ sites, events, logger, now }: RetentionOptions): Retention {
  let last: Promise<void> = Promise.resolve()
  let isClosed = false

  const look = async () => {
    const ranges = sites.list().map(
      ({ id, retention_days }): RowRange => ({
        site_id: id,
        before: Math.floor((now() - retention_days * DAY_MS - LATE_MS) / 1000),
      }),
    )
    for (let at = 0; at < ranges.length && !isClosed; at += SITES_AT_ONCE) {
      const some = ranges.slice(at, at + SITES_AT_ONCE)
      if ((await events.countRows(some)) > 0) await events.deleteRows(some)
    }
  }
  const enforce = () => {
    last = last.then(look).catch((error: unknown) => {
      if (!isClosed) logger.error({ error: describeError(error) }, 'expired rows could not be deleted')
    })
    return last
  }
  const first = setTimeout(() => void enforce(), FIRST_AFTER_MS)
  const timer = setInterval(() => void enforce(), EVERY_MS)
  return {
    enforce,
    close: () => {
      isClosed = true
      clearTimeout(first)
      clearInterval(timer)
    },
  }
}
