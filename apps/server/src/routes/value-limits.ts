import { COLUMNS, type ColumnName } from '@lethe/catalogue'
import type { ValueLimits } from '@lethe/pipeline'
import { valueLimitList } from '../schemas/about.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface ValueLimitsParts {
  readonly sites: SiteDirectory
  readonly valueLimits: Pick<ValueLimits, 'stateOf'>
}

/** Why a list ends in `(overflow)`: how many distinct values each column of a site has had today. */
export function addValueLimits(api: App, { sites, valueLimits }: ValueLimitsParts): void {
  api.get(
    '/api/sites/:key/value_limits',
    {
      schema: { params: siteKey, response: { 200: valueLimitList } },
      config: { summary: 'Distinct values of a site today, by column, and what was too many', errors: ['not_found'] },
    },
    (request) => {
      const { id } = findSite(sites, request.params.key)
      const data = valueLimits.stateOf(id).map((state) => ({
        ...state,
        column: state.column as ColumnName,
        max_values_per_day: COLUMNS[state.column as ColumnName].max_values_per_day ?? 0,
      }))
      return { data: data.sort((one, other) => other.overflow_count - one.overflow_count) }
    },
  )
}
