import { type About, AppError, type Outcome } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import { type IdentityOptions, openIdentity } from '@lethe/identity'
import {
  type ItemsToday,
  openCountryLookup,
  openHourlyCounter,
  openOutcomeCounter,
  openPipeline,
  openTakenItems,
  openValueLimits,
  type Pipeline,
  type PipelinePorts,
  parseBeacon,
  type ScrubKind,
  type ValueLimits,
} from '@lethe/pipeline'
import type { ControlStore } from '@lethe/store/control'
import type { Limits, Rate } from '@lethe/store/ephemeral'
import { type EventRow, type EventsStore, isStorable, isTransient } from '@lethe/store/events'
import { type Flusher, openFlusher, type Spool } from '@lethe/store/spool'
import type { Logger } from 'pino'
import { openFairTurns, type TurnLimits } from './abuse/fair-turns.ts'
import { openStoredToday } from './abuse/stored-today.ts'
import type { Collector } from './collector.ts'
import type { Tombstones } from './erasure/tombstones.ts'
import { type IngestFigures, openIngestFigures } from './ingest-figures.ts'
import type { LearntPaths } from './learnt-paths.ts'
import type { LiveMemory } from './live-memory.ts'
import type { SiteDirectory } from './site-directory.ts'

const SWEEP_MS = 30_000
const COUNTS_MS = 10_000

export interface IngestOptions {
  readonly control: Pick<ControlStore, 'outcomes' | 'scrubs'>
  readonly events: Pick<EventsStore, 'insert'>
  readonly sites: SiteDirectory
  /** Nothing is counted of a site that is gone, though its last beacons are still on their way. */
  readonly tombstones: Pick<Tombstones, 'isGone'>
  /** Outlives the ingest, as memory does: closed by who opened it. */
  readonly spool: Spool
  /** How long rows wait for others before they are written; default 1,000. */
  readonly flush_wait_ms?: number
  readonly memory: Pick<LiveMemory, 'ephemeral' | 'pipeline'>
  /** What is learnt of paths. Seeding learns nothing. */
  readonly paths?: LearntPaths
  readonly geo_database: string
  readonly logger: Pick<Logger, 'error' | 'warn'>
  readonly now: () => number
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly randomBelow: (bound: number) => number
  /** Told when a site's day begins with nothing of it in memory. Seeding tells nobody. */
  readonly onFreshDay?: NonNullable<IdentityOptions['onFreshDay']>
  /** Most items of one site; seeding has no limit. */
  readonly siteRate?: Rate | null
  readonly turns?: TurnLimits
  /** Instead of the database: seeded visitors bring their country along. */
  readonly countryOf?: (ip: string) => string
}

/** Everything between a beacon and its rows. */
export interface Ingest extends Collector {
  readonly geo: About['geo']
  /** Counted since it was opened. */
  readonly figures: Pick<IngestFigures, 'read'>
  readonly itemsToday: Pick<ItemsToday, 'of'>
  readonly valueLimits: Pick<ValueLimits, 'stateOf'>
  /** Resolves when every row that was accepted before is stored. */
  flush(): Promise<void>
  /** Writes what is counted in memory: outcomes and scrubs, and what was learnt. */
  flushCounts(): Promise<void>
  /** Takes a site's rows out of the spool, then does `erase`, while no rows are on their way to the store. */
  eraseSite(siteId: number, erase: () => Promise<void>): Promise<void>
  /** Forgets what memory holds of a site: sessions, visitors and pages of all environments, those named as well. */
  forget(siteId: number, environments: readonly string[]): Promise<void>
  /** Writes what was counted; what was accepted and is not stored yet stays in the spool. Afterwards nothing here touches the memory. */
  close(): Promise<void>
}

export async function openIngest(options: IngestOptions): Promise<Ingest> {
  const { logger, now, randomBytes, spool, onFreshDay, memory } = options
  const report = (error: unknown) => logger.error({ error: describeError(error) }, 'ingest failed')
  const lookup = await openCountryLookup(options.geo_database)
  const identity = openIdentity({ ephemeral: memory.ephemeral, randomBytes, ...(onFreshDay && { onFreshDay }) })
  const valueLimits = openValueLimits({ now, randomBytes })
  const itemsToday = await openStoredToday(options)
  const figures = openIngestFigures()
  const counts = openCounts(options, figures)
  const flusher = openFlushing(options, figures)
  const countryOf = options.countryOf ?? lookup.countryOf
  const pipeline = openIngestPipeline(options, {
    identity,
    countryOf,
    itemsToday,
    valueLimits,
    counts,
    figures,
    report,
  })
  const running = openRunning()
  let swept: Promise<void> = Promise.resolve()
  const sweep = () => {
    swept = identity.sweep().catch(report)
    pipeline.sweep()
  }
  const timers = [setInterval(sweep, SWEEP_MS), setInterval(() => counts.flush().catch(report), COUNTS_MS)]
  return {
    take: openTake(options, pipeline, running),
    preview: openPreview(pipeline),
    figures,
    geo: { ...GEO_SOURCE, built_at: lookup.built_at },
    itemsToday,
    valueLimits,
    flush: flusher.flush,
    flushCounts: counts.flush,
    eraseSite: async (siteId, erase) => {
      await running.settled()
      await flusher.paused(async () => {
        await spool.eraseSite(siteId)
        await erase()
      })
    },
    forget: async (siteId, environments) => {
      const names = new Set([...environments, ...memory.pipeline.environments.namesOf(siteId)])
      memory.pipeline.environments.forget(siteId)
      itemsToday.forget(siteId)
      await options.paths?.forgetSite(siteId)
      await identity.forget(siteId, [...names])
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await running.settled()
      await flusher.close()
      await counts.flush()
      await swept
    },
  }
}

function openPreview(pipeline: Pipeline): Collector['preview'] {
  return async (body, sender) => {
    const items = await pipeline.preview(parseBeacon(body), sender)
    return { items: items.map((item) => ({ ...item, row: item.row && withoutSession(item.row) })) }
  }
}

/** Takes each beacon in the turn of its site. */
function openTake(options: IngestOptions, pipeline: Pipeline, running: Running): Collector['take'] {
  const { sites, now } = options
  const turns = openFairTurns({ soon: setImmediate, ...options.turns })
  return async (body, sender) => {
    const beacon = parseBeacon(body)
    // Beacons of no site share one line: anybody can invent keys.
    const siteId = sites.byClientKey(beacon.client_key)?.id ?? 0
    const collecting = turns.take(siteId, beacon.items.length, () => pipeline.collect(beacon, sender))
    if (collecting === null) return null
    const result = await running.add(collecting)
    if (result.pageview_count > 0) await sites.markFirstPageview(result.site_id, now())
    return result
  }
}

interface PipelineParts extends Pick<PipelinePorts, 'identity' | 'countryOf'> {
  readonly itemsToday: ItemsToday
  readonly valueLimits: ValueLimits
  readonly counts: Required<Pick<PipelinePorts, 'count' | 'countScrub'>>
  readonly figures: IngestFigures
  readonly report: (error: unknown) => void
}

function openIngestPipeline(options: IngestOptions, parts: PipelineParts): Pipeline {
  const { sites, memory, spool, now, randomBytes } = options
  const { counts, figures, report, ...given } = parts
  const takenItems = openTakenItems({ now: options.elapsed, key: spool.key, recent: spool.recent })
  return openPipeline({
    findSite: (clientKey) => sites.byClientKey(clientKey),
    ...given,
    ...(options.siteRate && { grantItems: siteGrants(memory.ephemeral.limits, options.siteRate) }),
    ...intoSpool(spool, figures),
    isStorable,
    takenItems,
    count: counts.count,
    countScrub: counts.countScrub,
    // The ephemeral store and the spool are asked by every beacon: what is wrong there is told once, by `/ready`.
    report: (error) => isAway(error) || report(error),
    ...(options.paths && { pathTemplates: options.paths }),
    memory: memory.pipeline,
    randomBytes,
    now,
  })
}

/** Where the pipeline's rows go. */
function intoSpool(spool: Spool, figures: IngestFigures): Pick<PipelinePorts, 'reserve' | 'release' | 'append'> {
  return {
    reserve: (rowCount, siteId) => spool.reserve(rowCount, siteId),
    release: (rowCount) => spool.release(rowCount),
    async append(entry) {
      const began = performance.now()
      await spool.append(entry)
      figures.countCommit(performance.now() - began)
    },
  }
}

type Running = ReturnType<typeof openRunning>

/** Beacons that are under way. */
function openRunning() {
  const running = new Set<Promise<unknown>>()
  return {
    add<Result>(collecting: Promise<Result>): Promise<Result> {
      running.add(collecting)
      return collecting.finally(() => running.delete(collecting))
    },
    settled: async () => void (await Promise.allSettled(running)),
  }
}

/** Counts by the hour, written now and then. */
function openCounts({ control, tombstones, now, paths }: IngestOptions, figures: IngestFigures) {
  const isKept = ({ site_id }: { readonly site_id: number }) => !tombstones.isGone(site_id)
  const outcomes = openOutcomeCounter({ now, write: (rows) => control.outcomes.add(rows.filter(isKept)) })
  const scrubs = openHourlyCounter<ScrubKind>({ now, write: (rows) => control.scrubs.add(rows.filter(isKept)) })
  return {
    count(siteId: number, outcome: Outcome, count: number) {
      outcomes.count(siteId, outcome, count)
      figures.countOutcome(outcome, count)
    },
    countScrub: scrubs.add,
    flush: async () => void (await Promise.all([outcomes.flush(), scrubs.flush(), paths?.flush()])),
  }
}

function openFlushing(options: IngestOptions, figures: IngestFigures): Flusher {
  const { spool, events, logger, randomBelow, flush_wait_ms } = options
  return openFlusher({
    spool,
    insert: async ({ lines, ...batch }) => {
      await events.insert({ ...batch, rows: shuffled(lines, randomBelow) })
      figures.countRows(lines.length)
    },
    isTransient,
    onError: (error, failed) => {
      figures.countFailure()
      logger.error({ error: describeError(error), ...failed }, 'rows were not written')
    },
    ...(flush_wait_ms !== undefined && { wait_ms: flush_wait_ms }),
  })
}

function siteGrants(limits: Limits, rate: Rate) {
  return (siteId: number, want: number): number | Promise<number> => {
    const grant = limits.take({ name: `site ${siteId}`, rate, want })
    return grant instanceof Promise ? grant.then(({ granted }) => granted) : grant.granted
  }
}

const GEO_SOURCE = { name: 'DB-IP Lite', url: 'https://db-ip.com', licence: 'CC BY 4.0' } as const

const isAway = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'store_unavailable' || error.code === 'overloaded')

/** Rows of a batch lose their order, so that neighbours cannot be told apart by arrival. */
function shuffled(lines: readonly string[], randomBelow: (bound: number) => number): string[] {
  const out = [...lines]
  for (let at = out.length - 1; at > 0; at--) {
    const other = randomBelow(at + 1)
    const line = out[at] as string
    out[at] = out[other] as string
    out[other] = line
  }
  return out
}

/** Session ids never leave the server. */
function withoutSession(row: EventRow): Omit<EventRow, 'session_id'> {
  const { session_id: _session, ...shown } = row
  return shown
}
