import { type About, AppError, type Outcome } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import { type IdentityOptions, openIdentity } from '@lethe/identity'
import {
  openCountryLookup,
  openHourlyCounter,
  openOutcomeCounter,
  openPipeline,
  parseBeacon,
  type ScrubKind,
} from '@lethe/pipeline'
import type { ControlStore } from '@lethe/store/control'
import type { Limits, Rate } from '@lethe/store/ephemeral'
import {
  type EventRow,
  type EventsStore,
  openRowBuffer,
  type RowBuffer,
  type RowBufferOptions,
} from '@lethe/store/events'
import type { Logger } from 'pino'
import { type BatchIds, openBatchIds } from './batch-ids.ts'
import type { Collector } from './collector.ts'
import type { LearntPaths } from './learnt-paths.ts'
import type { LiveMemory } from './live-memory.ts'
import type { SiteDirectory } from './site-directory.ts'

const SWEEP_MS = 30_000
const COUNTS_MS = 10_000

export interface IngestOptions {
  readonly control: Pick<ControlStore, 'outcomes' | 'scrubs'>
  readonly events: Pick<EventsStore, 'insert'>
  readonly sites: SiteDirectory
  /** Outlives the ingest: closed by who opened it. */
  readonly memory: Pick<LiveMemory, 'ephemeral' | 'pipeline'>
  /** What is learnt of paths. Seeding learns nothing. */
  readonly paths?: LearntPaths
  readonly geo_database: string
  readonly logger: Pick<Logger, 'error' | 'warn'>
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly randomBelow: (bound: number) => number
  /** Told when a site's day begins with nothing of it in memory. Seeding tells nobody. */
  readonly onFreshDay?: NonNullable<IdentityOptions['onFreshDay']>
  /** Most items of one site; seeding has no limit. */
  readonly siteRate?: Rate | null
  /** How many rows wait for the store, and how long. */
  readonly buffer?: Pick<RowBufferOptions, 'max_rows' | 'max_held' | 'max_wait_ms'>
  /** Ids of its own, unless told. */
  readonly batches?: BatchIds
  /** Instead of the database: seeded visitors bring their country along. */
  readonly countryOf?: (ip: string) => string
}

/** Everything between a beacon and its rows. */
export interface Ingest extends Collector {
  readonly rows: Pick<RowBuffer, 'hasRoom'>
  readonly geo: About['geo']
  /** Resolves when every row that was accepted before is stored. */
  flush(): Promise<void>
  /** Writes what is counted in memory: outcomes and scrubs, and what was learnt. */
  flushCounts(): Promise<void>
  /** Writes what was accepted and counted. Afterwards nothing here touches the memory. */
  close(): Promise<void>
}

export async function openIngest(options: IngestOptions): Promise<Ingest> {
  const { control, sites, logger, now, randomBytes } = options
  const report = (error: unknown) => logger.error({ error: describeError(error) }, 'ingest failed')
  const lookup = await openCountryLookup(options.geo_database)
  const { onFreshDay, memory } = options
  const identity = openIdentity({ ephemeral: memory.ephemeral, randomBytes, ...(onFreshDay && { onFreshDay }) })
  const counter = openOutcomeCounter({ now, write: (rows) => control.outcomes.add(rows) })
  const scrubs = openHourlyCounter<ScrubKind>({ now, write: (rows) => control.scrubs.add(rows) })
  const flushCounts = async () => void (await Promise.all([counter.flush(), scrubs.flush(), options.paths?.flush()]))
  const rows = openRowBuffer({
    store: options.events,
    nextBatchId: (options.batches ?? openBatchIds(randomBytes)).next,
    randomBelow: options.randomBelow,
    onError: report,
    ...options.buffer,
  })
  const pipeline = openPipeline({
    findSite: (clientKey) => sites.byClientKey(clientKey),
    identity,
    countryOf: options.countryOf ?? lookup.countryOf,
    ...(options.siteRate && { grantItems: siteGrants(memory.ephemeral.limits, options.siteRate) }),
    reserve: rows.reserve,
    release: rows.release,
    store: rows.add,
    count: (siteId: number, outcome: Outcome, count: number) => counter.count(siteId, outcome, count),
    countScrub: scrubs.add,
    // The ephemeral store tells its own faults, once each; here they would come with every beacon.
    report: (error) => isStoreAway(error) || report(error),
    ...(options.paths && { pathTemplates: options.paths }),
    memory: memory.pipeline,
    randomBytes,
    now,
  })
  let swept: Promise<void> = Promise.resolve()
  const sweep = () => {
    swept = identity.sweep().catch(report)
    pipeline.sweep()
  }
  const timers = [setInterval(sweep, SWEEP_MS), setInterval(() => flushCounts().catch(report), COUNTS_MS)]
  return {
    take: async (body, sender) => {
      const result = await pipeline.collect(parseBeacon(body), sender)
      if (result.pageview_count > 0) await sites.markFirstPageview(result.site_id, now())
      return result
    },
    preview: async (body, sender) => {
      const items = await pipeline.preview(parseBeacon(body), sender)
      return { items: items.map((item) => ({ ...item, row: item.row && withoutSession(item.row) })) }
    },
    rows,
    geo: { ...GEO_SOURCE, built_at: lookup.built_at },
    flush: () => rows.flush(),
    flushCounts,
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await rows.close()
      await flushCounts()
      await swept
    },
  }
}

function siteGrants(limits: Limits, rate: Rate) {
  return (siteId: number, want: number): number | Promise<number> => {
    const grant = limits.take({ name: `site ${siteId}`, rate, want })
    return grant instanceof Promise ? grant.then(({ granted }) => granted) : grant.granted
  }
}

const GEO_SOURCE = { name: 'DB-IP Lite', url: 'https://db-ip.com', licence: 'CC BY 4.0' } as const

const isStoreAway = (error: unknown): boolean => error instanceof AppError && error.code === 'store_unavailable'

/** Session ids never leave the server. */
function withoutSession(row: EventRow): Omit<EventRow, 'session_id'> {
  const { session_id: _session, ...shown } = row
  return shown
}
