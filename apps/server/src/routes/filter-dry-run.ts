import { rowRulesOf } from '@lethe/pipeline'
import type { TryFilters } from '@lethe/query'
import { filterDryRun, someInboundFilters } from '../schemas/inbound-filters.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface FilterDryRunParts {
  readonly sites: SiteDirectory
  readonly tryFilters: TryFilters
}

/** What filters would have refused of the last hour, before they are set. */
export function addFilterDryRun(api: App, { sites, tryFilters }: FilterDryRunParts): void {
  api.post(
    '/api/sites/:key/inbound_filters/dry_run',
    {
      schema: { params: siteKey, body: someInboundFilters, response: { 200: filterDryRun } },
      config: {
        summary: 'What inbound filters would have refused of the last hour; what is left out is as the site has it',
        errors: ['not_found', 'overloaded', 'store_unavailable'],
      },
    },
    (request) => {
      const site = findSite(sites, request.params.key)
      return tryFilters(site, rowRulesOf({ ...site.inbound_filters, ...request.body }))
    },
  )
}
