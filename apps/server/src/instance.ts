import { join } from 'node:path'
import type { About } from '@lethe/catalogue'
import type { Config } from '@lethe/config'
import { openDemo } from '@lethe/demo'

import { type ClientIp, describeError, openAbuseLog, openClientIp, openLoginThrottle } from '@lethe/http'

import { openFilterDryRun, openQuery } from '@lethe/query'
import { type ControlStore, openSqliteControl, type StoredSite } from '@lethe/store/control'
import type { EventsStore } from '@lethe/store/events'
import { type FileSpoolOptions, openFileSpool, type Spool } from '@lethe/store/spool'
import type { Logger } from 'pino'
import { exemptOf } from './abuse/exempt.ts'
import type { TurnLimits } from './abuse/fair-turns.ts'
import { openRequestLimits } from './abuse/request-limits.ts'
import { openLoginSessions } from './auth/login-sessions.ts'
import { openPasswords } from './auth/passwords.ts'
import { newSetupToken } from './auth/setup-links.ts'
import { type BatchIds, openBatchIds } from './batch-ids.ts'
import { ensureDemoSite } from './demo-site.ts'
import { type Erasures, openErasures } from './erasure/erasures.ts'
import { openRetention, type Retention } from './erasure/retention.ts'
import { openTombstones, type Tombstones } from './erasure/tombstones.ts'
import { type Ingest, openIngest } from './ingest.ts'
import { type LearntPaths, openLearntPaths } from './learnt-paths.ts'
import type { LiveMemory } from './live-memory.ts'
import { openEvents } from './open-events.ts'
import { openMemory } from './open-memory.ts'
import { openRestartNotes, type RestartNotes } from './restart-notes.ts'
import { openServer, type ServerParts } from './server.ts'
import { openSiteDirectory, type SiteDirectory, watchSites } from './site-directory.ts'
import { type Doorway, openDoorway } from './takeover/doorway.ts'
import { type ConnectionLimits, PATIENCE } from './web/connection-limits.ts'
import { addDemoPages, DEMO_BASE } from './web/demo-pages.ts'
import { openReach } from './web/origin.ts'
import { openRefusalCounter } from './web/refusal-counter.ts'
import { readScript } from './web/script-file.ts'
import type { App } from './web/zod-provider.ts'

/** How long requests that are under way may take to end when the server stops, or has told them to come again. */
const LAST_REQUESTS_MS = 1_000
const REFUSED_REQUESTS_MS = 200

/** What only `main.ts` may take from the outside world. */
export interface World {
  readonly now: () => number
  /** Milliseconds since the machine was started: a clock that nobody sets, the same in every process. */
  readonly elapsed: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly randomBelow: (bound: number) => number
  readonly newRequestId: () => string
}

/** Files that the build and the packages bring; absolute paths. */
export interface Files {
  readonly script: string
  readonly dashboard: string | null
  readonly geo_database: string
}

export interface InstanceOptions {
  readonly config: Config
  readonly world: World
  readonly files: Files
  readonly logger: Logger
  readonly version: string
  readonly checkAnswers?: boolean
  /** How slow a client may be. */
  readonly patience?: Pick<ConnectionLimits, 'headers_ms' | 'request_ms' | 'check_ms'>
  /** How much may wait for the events store, and how long; tests wait less. */
  readonly spool?: Partial<Pick<FileSpoolOptions, 'max_bytes' | 'max_rows' | 'min_free_bytes'>>
  readonly flush_wait_ms?: number
  readonly turns?: TurnLimits
  /** What another process, or this one before, has handed over; empty unless given. */
  readonly memory?: LiveMemory
}

/** A running Lethe without its socket: stores, pipeline and the HTTP server. */
export interface Instance {
  readonly app: App
  readonly control: ControlStore
  readonly events: EventsStore
  readonly sites: SiteDirectory
  readonly ingest: Ingest
  readonly spool: Spool
  readonly tombstones: Tombstones
  readonly erasures: Erasures
  readonly retention: Retention
  readonly notes: Pick<RestartNotes, 'settled'>
  readonly memory: LiveMemory
  readonly doorway: Doorway
  /** A one-time token for the owner's account; null when there is an owner. */
  newSetupToken(): Promise<string | null>
  /** Ends requests, writes everything that was accepted, closes the stores. The memory is left for who takes it over. */
  release(): Promise<void>
  /** The same, and forgets the memory. */
  close(): Promise<void>
}

/** Opens what is stored first, so that a folder in use is told before anything else happens. */
export async function openInstance(options: InstanceOptions): Promise<Instance> {
  const memory = options.memory ?? (await openMemory(options))
  const opened: (() => Promise<void>)[] = []
  let released: Promise<void> | undefined
  const release = () => {
    released ??= (async () => {
      for (const close of opened.reverse()) await close()
    })()
    return released
  }
  const close = async () => {
    await release()
    await memory.close()
  }
  try {
    return { ...(await openParts(options, memory, opened)), memory, release, close }
  } catch (error) {
    // Memory that was handed over is still wanted: whoever has it may try again.
    await (options.memory ? release() : close())
    throw error
  }
}

/** Everything but the memory; `opened` gets how to close what has been opened, in that order. */
async function openParts(
  options: InstanceOptions,
  memory: LiveMemory,
  opened: (() => Promise<void>)[],
): Promise<Omit<Instance, 'memory' | 'release' | 'close'>> {
  const { config, world, logger } = options
  const events = await openEvents(config)
  opened.push(() => events.close())
  const control = await openSqliteControl({ path: join(config.data_dir, 'control.sqlite'), ...world })
  opened.push(() => control.close())
  const sites = await openSiteDirectory(control)
  const watch = watchSites(sites, (error) =>
    logger.error({ error: describeError(error) }, 'sites could not be read again'),
  )
  opened.push(() => watch.close())
  const paths = await openLearntPaths({ ...world, control, memory })
  const tombstones = await openTombstones(control)
  const batches = openBatchIds(world.randomBytes)
  const notes = openRestartNotes({ ...world, control, events, sites, logger, batches, lostAt: () => memory.lost_at })
  opened.push(() => notes.settled())
  const spool = await openSpool(options, batches)
  opened.push(() => spool.close())
  const ingest = await openIngest({
    ...world,
    control,
    events,
    sites,
    tombstones,
    memory,
    paths,
    spool,
    logger,
    geo_database: options.files.geo_database,
    siteRate: config.rate_limit_site,
    ...(options.flush_wait_ms !== undefined && { flush_wait_ms: options.flush_wait_ms }),
    ...(options.turns && { turns: options.turns }),
    // Memory that was forgotten with a site's data is no restart.
    onFreshDay: (place, day) =>
      tombstones.isErased(place.site_id, memory.lost_at) ? undefined : notes.onFreshDay(place, day),
  })
  opened.push(() => ingest.close())
  const erasures = await openErasures({ ...world, control, events, sites, tombstones, logger, ...ingest })
  opened.push(async () => erasures.close())
  const retention = openRetention({ ...world, sites, events, logger })
  opened.push(async () => retention.close())
  const doorway = openDoorway()
  const parts = { control, events, sites, paths, spool, ingest, tombstones, erasures, retention, doorway, memory }
  const app = await openServer(await serverParts(options, parts))
  opened.push(() => closeApp(app, doorway))
  return {
    ...parts,
    app,
    notes,
    newSetupToken: () => newSetupToken({ control, ...world }),
  }
}

const openSpool = ({ config, world, spool }: InstanceOptions, batches: BatchIds): Promise<Spool> =>
  openFileSpool({
    ...world,
    path: join(config.data_dir, 'spool'),
    max_bytes: config.spool_bytes,
    nextBatchId: batches.next,
    ...spool,
  })

/** A request that dawdles must not keep what was accepted from being written. */
async function closeApp(app: App, doorway: Doorway): Promise<void> {
  const patience = doorway.isShut ? REFUSED_REQUESTS_MS : LAST_REQUESTS_MS
  const timer = setTimeout(() => app.server.closeAllConnections(), patience)
  await app.close()
  clearTimeout(timer)
}

type Opened = Omit<Instance, 'app' | 'notes' | 'newSetupToken' | 'release' | 'close'> & {
  readonly paths: LearntPaths
}

async function serverParts(options: InstanceOptions, opened: Opened): Promise<ServerParts> {
  const { config, world, files } = options
  const { control, events, ingest } = opened
  const { ephemeral } = opened.memory
  const clientIp: ClientIp = openClientIp(config)
  const query = openQuery({ store: events, now: world.now })
  const demoSite = config.demo ? await ensureDemoSite(control, opened.sites) : null
  return {
    ...opened,
    logger: options.logger,
    clientIp,
    trustedProxies: config.trusted_proxies,
    connectionLimits: { ...config, isExempt: exemptOf(config), ...(options.patience ?? PATIENCE) },
    publicUrl: config.public_url,
    reach: openReach({ public_url: config.public_url, clientIp }),
    logins: openLoginSessions({ control, ...world }),
    passwords: await openPasswords(world),
    throttle: openLoginThrottle(world),
    script: await readScript(files.script),
    collector: ingest,
    figures: ingest.figures,
    itemsToday: ingest.itemsToday,
    valueLimits: ingest.valueLimits,
    ask: (site, body) => query.run(body, site),
    tryFilters: openFilterDryRun({ store: events, now: world.now }),
    deletions: control.deletions,
    rows: events,
    outcomes: control.outcomes,
    scrubs: control.scrubs,
    annotations: control.annotations,
    flushCounts: () => ingest.flushCounts(),
    refusals: openRefusalCounter(world.now),
    requestLimits: openRequestLimits({ settings: config, ...world }),
    abuseLog: openAbuseLog(world.now),
    about: aboutOf(options, ingest, demoSite),
    pingSessions: () => ephemeral.ping(),
    pingEvents: () => events.ping(),
    sessionCount: () => opened.memory.counts()?.sessions ?? null,
    metricsToken: config.metrics_token,
    storeWarnings: () => ephemeral.warnings(),
    now: world.now,
    newRequestId: world.newRequestId,
    dashboardDir: files.dashboard,
    addDemo: demoSite && demoAdder(demoSite),
    checkAnswers: options.checkAnswers ?? false,
  }
}

function demoAdder(site: StoredSite): (app: App) => Promise<void> {
  const demo = openDemo({ script_url: '/script.js', client_key: site.client_key, base: DEMO_BASE })
  return async (app) => addDemoPages(app, demo)
}

const aboutOf = ({ version }: InstanceOptions, ingest: Ingest, demoSite: StoredSite | null): About => ({
  version,
  geo: ingest.geo,
  demo_url: demoSite && `${DEMO_BASE}/`,
  demo_client_key: demoSite?.client_key ?? null,
})
