import type { ItemsToday } from '@lethe/pipeline'
import { quotaState } from '../schemas/about.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface QuotaParts {
  readonly sites: SiteDirectory
  readonly itemsToday: Pick<ItemsToday, 'of'>
}

/** How many items a site has stored today, and how many it may. */
export function addQuota(api: App, { sites, itemsToday }: QuotaParts): void {
  api.get(
    '/api/sites/:key/quota',
    {
      schema: { params: siteKey, response: { 200: quotaState } },
      config: { summary: "How much of a site's daily quota is used up", errors: ['not_found'] },
    },
    (request) => {
      const site = findSite(sites, request.params.key)
      const { item_count, starts_at, ends_at } = itemsToday.of(site)
      return {
        quota_items_per_day: site.quota_items_per_day,
        item_count,
        start: new Date(starts_at).toISOString(),
        end: new Date(ends_at).toISOString(),
      }
    },
  )
}
