import type { ControlStore } from '@lethe/store/control'
import { outcomeQuery, scrubList } from '../schemas/about.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { countedRange } from './counted-range.ts'
import { findSite } from './sites.ts'

export interface ScrubsParts {
  readonly sites: SiteDirectory
  readonly scrubs: Pick<ControlStore['scrubs'], 'sums'>
  /** Writes what is counted in memory, so that the answer is complete. */
  readonly flushCounts: () => Promise<void>
  readonly now: () => number
}

/** What was taken out of a site's values before they were stored, by kind and place; the values themselves are gone. */
export function addScrubs(api: App, parts: ScrubsParts): void {
  api.get(
    '/api/sites/:key/scrubs',
    {
      schema: { params: siteKey, querystring: outcomeQuery, response: { 200: scrubList } },
      config: { summary: 'How much personal data was taken out of what the site sent', errors: ['not_found'] },
    },
    async (request) => {
      const site = findSite(parts.sites, request.params.key)
      await parts.flushCounts()
      const { start, end } = countedRange(request.query, parts.now())
      return { data: await parts.scrubs.sums(site.id, start, end) }
    },
  )
}
