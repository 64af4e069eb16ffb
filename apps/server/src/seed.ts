import { AppError } from '@lethe/catalogue'
import type { ControlStore, StoredSite } from '@lethe/store/control'
import { openMemorySpool } from '@lethe/store/spool'
import { openBatchIds } from './batch-ids.ts'
import type { Erasures } from './erasure/erasures.ts'
import { type IngestOptions, openIngest } from './ingest.ts'
import { openLiveMemory } from './live-memory.ts'
import type { SentVisit, VisitOptions } from './seed-visits.ts'
import { SEEDED_SITE } from './seeded-site.ts'
import type { SiteDirectory } from './site-directory.ts'

const IS_COMPLETE = 'seeded_site_is_complete'
const PAGEVIEWS = 100_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Rows that may wait for the events store before the visits do. */
const MAX_WAITING = 180_000

export interface SeedOptions
  extends Omit<IngestOptions, 'countryOf' | 'control' | 'elapsed' | 'memory' | 'onFreshDay' | 'spool'> {
  readonly control: ControlStore
  readonly erasures: Pick<Erasures, 'begin'>
  readonly sites: SiteDirectory
  readonly days: number
  /** Default 100,000. */
  readonly pageviews?: number
  /** Makes the beacons, by the load. */
  readonly visits: (options: VisitOptions) => Iterable<readonly SentVisit[]> | AsyncIterable<readonly SentVisit[]>
  /** Told now and then while it runs. */
  readonly onProgress: (pageviews: number, ratio: number) => void
}

/** What came of it; null when the site was there already. */
export interface SeedResult {
  readonly site: StoredSite
  readonly pageviews: number
  readonly items: number
  readonly elapsed_ms: number
}

/** Sends made-up visits through the real pipeline, under a clock of their own, into the site "Seeded shop"; once. */
export async function seed(options: SeedOptions): Promise<SeedResult | null> {
  const { days, now } = options
  const began = now()
  const site = await newSite(options)
  if (site === null) return null
  // The last whole hour, so that the same hour gives the same visits.
  const until = Math.floor(began / HOUR_MS) * HOUR_MS
  const moving = { at: until - days * DAY_MS, country: '' }
  const past = () => moving.at
  const memory = openLiveMemory({ now: past, randomBytes: options.randomBytes })
  const spool = openMemorySpool({
    max_bytes: 512 * 1024 ** 2,
    now,
    randomBytes: options.randomBytes,
    nextBatchId: openBatchIds(options.randomBytes).next,
  })
  const ingest = await openIngest({
    ...options,
    memory,
    spool,
    now: past,
    elapsed: past,
    countryOf: () => moving.country,
  })
  const loads = options.visits({
    seed: 1,
    client_key: site.client_key,
    days,
    pageviews: options.pageviews ?? PAGEVIEWS,
    now: until,
    origin: 'https://shop.example',
  })
  const counts = { pageviews: 0, items: 0 }
  for await (const load of loads) {
    for (const { at, ip, user_agent, country, body } of load) {
      moving.at = at
      moving.country = country
      const result = await ingest.take(body, { ip, user_agent, is_gpc: false, is_dnt: false })
      if (result === null) throw new AppError('internal', 'A seeded beacon found no turn.')
      counts.pageviews += result.pageview_count
      counts.items += result.outcomes.length
    }
    if (spool.depth().row_count > MAX_WAITING) await ingest.flush()
    options.onProgress(counts.pageviews, 1 - (until - moving.at) / (days * DAY_MS))
    // Other work of the process gets its turn between loads.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ingest.flush()
  await ingest.close()
  await memory.close()
  await options.control.meta.set(IS_COMPLETE, site.key)
  return { site, pageviews: counts.pageviews, items: counts.items, elapsed_ms: now() - began }
}

/** An empty site; null when a complete one is there. What a seeding that was broken off left behind is deleted. */
async function newSite({ control, erasures, sites }: SeedOptions): Promise<StoredSite | null> {
  const key = await control.meta.get(SEEDED_SITE)
  const known = key === null ? null : sites.byKey(key)
  if (known !== null && (await control.meta.get(IS_COMPLETE)) === known.key) return null
  if (known !== null) await erasures.begin({ site: known, scope: 'site', account_id: null })
  const site = await sites.create({ name: 'Seeded shop' })
  await control.meta.set(SEEDED_SITE, site.key)
  return site
}
