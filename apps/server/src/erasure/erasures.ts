import type { DeletionScope } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import type { ControlStore, StoredDeletion, StoredSite } from '@lethe/store/control'
import type { EventsStore } from '@lethe/store/events'
import type { Logger } from 'pino'
import type { SiteDirectory } from '../site-directory.ts'
import type { OpenTombstones } from './tombstones.ts'

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 60_000

export interface ErasuresOptions {
  readonly control: Pick<ControlStore, 'deletions' | 'purge'>
  readonly events: Pick<EventsStore, 'query' | 'countRows' | 'deleteRows'>
  readonly sites: Pick<SiteDirectory, 'delete' | 'forgetFirstPageview'>
  readonly tombstones: OpenTombstones
  /** Takes a site's rows out of what waits to be written, then does `erase`, while nothing is on its way to the store. */
  readonly eraseSite: (siteId: number, erase: () => Promise<void>) => Promise<void>
  /** Writes what is counted in memory. */
  readonly flushCounts: () => Promise<void>
  /** Forgets what memory holds of a site: sessions, visitors and pages. */
  readonly forget: (siteId: number, environments: readonly string[]) => Promise<void>
  readonly logger: Pick<Logger, 'error'>
  readonly now: () => number
}

/** What is asked for, and by whom; null when the server itself asks. */
export interface AskedErasure {
  readonly site: StoredSite
  readonly scope: DeletionScope
  readonly account_id: number | null
}

/** Deletes what a site has stored, everywhere, until it is done: also after a crash, at the next start. */
export interface Erasures {
  /** Resolves when the deletion is written down; it goes on by itself. Throws `not_found`. */
  begin(asked: AskedErasure): Promise<StoredDeletion>
  /** Resolves with the record when the deletion is done, or after so long as it is then. */
  wait(deletion: StoredDeletion, within_ms: number): Promise<StoredDeletion>
  /** Begins nothing more; what is not done goes on at the next start. */
  close(): void
}

/** Opens with what was not done when the server last ended. One deletion at a time, in the order of their numbers. */
export async function openErasures(options: ErasuresOptions): Promise<Erasures> {
  const jobs = new ErasureJobs(options)
  const unfinished = (await options.control.deletions.list()).filter(({ finished_at }) => finished_at === null)
  for (const deletion of unfinished.reverse()) jobs.add(deletion)
  return {
    begin: async ({ site, scope, account_id }) => {
      const asked = { site_id: site.id, scope, account_id, requested_at: options.now() }
      const write = () => options.control.deletions.begin(asked)
      const deletion = await (scope === 'site' ? options.sites.delete(site, write) : write())
      options.tombstones.put(deletion)
      jobs.add(deletion)
      return deletion
    },
    wait: (deletion, within_ms) => jobs.wait(deletion, within_ms),
    close: () => jobs.close(),
  }
}

class ErasureJobs {
  readonly #options: ErasuresOptions
  readonly #done = new Map<number, Promise<StoredDeletion>>()
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false
  #wake: () => void = () => undefined

  constructor(options: ErasuresOptions) {
    this.#options = options
  }

  add(deletion: StoredDeletion): void {
    const done = this.#last.then(() => this.#untilDone(deletion))
    this.#last = done
    this.#done.set(deletion.id, done)
  }

  async wait(deletion: StoredDeletion, within_ms: number): Promise<StoredDeletion> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<StoredDeletion>((resolve) => {
      timer = setTimeout(() => resolve(deletion), within_ms)
    })
    const record = await Promise.race([this.#done.get(deletion.id) ?? deletion, late])
    clearTimeout(timer)
    return record
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  /** Every step may be done again: a crash or a store that is away costs time only. */
  async #untilDone(deletion: StoredDeletion): Promise<StoredDeletion> {
    const { logger } = this.#options
    for (let wait = FIRST_RETRY_MS; !this.#isClosed; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await this.#erase(deletion)
      } catch (error) {
        if (this.#isClosed) break
        logger.error({ error: describeError(error), deletion: deletion.id }, 'a deletion is not done yet')
        await this.#pause(wait)
      }
    }
    return deletion
  }

  async #erase({ id, site_id }: StoredDeletion): Promise<StoredDeletion> {
    const { control, events, sites, eraseSite, flushCounts, forget, now } = this.#options
    const environments = await this.#environmentsOf(site_id)
    await eraseSite(site_id, async () => {
      this.#assertOpen()
      await control.deletions.count(id, await events.countRows([{ site_id }]))
      await events.deleteRows([{ site_id }])
    })
    this.#assertOpen()
    await forget(site_id, environments)
    await flushCounts()
    await control.deletions.clear(site_id)
    sites.forgetFirstPageview(site_id)
    await control.purge()
    await control.deletions.finish(id, now())
    const record = (await control.deletions.list(site_id)).find((each) => each.id === id)
    return record as StoredDeletion
  }

  /** Also those that this process has not seen. */
  async #environmentsOf(siteId: number): Promise<string[]> {
    const sql = 'SELECT DISTINCT environment FROM events WHERE site_id = {site:UInt32}'
    const rows = await this.#options.events.query<{ environment: string }>({ sql, params: { site: siteId } })
    return rows.map(({ environment }) => environment)
  }

  /** The control store is closed soon after. */
  #assertOpen(): void {
    if (this.#isClosed) throw new Error('the server is closing')
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
