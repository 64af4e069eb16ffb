import type { Storage } from '@lethe/catalogue'
import type { StoredSite } from '@lethe/store/control'
import type { EventsStore } from '@lethe/store/events'
import { storage } from '../schemas/deletions.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface StorageParts {
  readonly sites: SiteDirectory
  readonly events: Pick<EventsStore, 'query'>
}

/** How much is stored of a site, and how long the oldest of it stays. */
export function addStorage(api: App, { sites, events }: StorageParts): void {
  api.get(
    '/api/sites/:key/storage',
    {
      schema: { params: siteKey, response: { 200: storage } },
      config: {
        summary: 'How many rows a site has stored, and when the first of them expire',
        errors: ['not_found', 'store_unavailable'],
      },
    },
    ({ params }) => storageOf(findSite(sites, params.key), events),
  )
}

/** A row goes by its class or by what the site keeps now, whatever comes first. */
async function storageOf({ id, retention_days }: StoredSite, events: Pick<EventsStore, 'query'>): Promise<Storage> {
  const [sums] = await events.query<{ row_count: number; oldest: number; expiry: number }>({
    sql:
      'SELECT count() AS row_count, toUnixTimestamp(min(at)) AS oldest, ' +
      'min(toUnixTimestamp(at) + 86400 * least(retention_days, {days:UInt16})) AS expiry ' +
      'FROM events WHERE site_id = {site:UInt32}',
    params: { site: id, days: retention_days },
  })
  if (sums === undefined || sums.row_count === 0) return { row_count: 0, oldest_at: null, first_expiry_at: null }
  return { row_count: sums.row_count, oldest_at: sums.oldest * 1000, first_expiry_at: sums.expiry * 1000 }
}
