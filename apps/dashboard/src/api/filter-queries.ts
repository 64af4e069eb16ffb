import type { FilterDryRun, FilterDryRunRequest } from '@lethe/catalogue'
import { callApi } from './client.ts'
import { siteUrl } from './queries.ts'

/** Asks what filters would have refused of the last hour. */
export const tryFilters = (key: string, body: FilterDryRunRequest) =>
  callApi<FilterDryRun>(`${siteUrl(key)}/inbound_filters/dry_run`, { method: 'POST', body })
