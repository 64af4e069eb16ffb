import { type InboundFilters, NO_INBOUND_FILTERS, type Outcome } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import type { CollectRequest } from '../passage.ts'
import { setUpPipeline } from './run-pipeline.ts'

export const TAKEN: Outcome = 'accepted/accepted'

/** What becomes of the first item of a beacon at a site with these filters and no others. */
export async function outcomeWith(
  filters: Partial<InboundFilters>,
  sent: { readonly body?: unknown; readonly request?: Partial<CollectRequest>; readonly country?: string } = {},
): Promise<Outcome | undefined> {
  const { collect, faults } = setUpPipeline({
    site: { inbound_filters: { ...NO_INBOUND_FILTERS, ...filters }, filter_localhost: false },
    ports: sent.country === undefined ? {} : { countryOf: () => sent.country ?? '' },
  })
  const { outcomes } = await collect(sent.body ?? batchBody(), sent.request)
  if (faults.length > 0) throw faults[0]
  return outcomes[0]
}

/** A pageview at this address. */
export const viewOf = (url: string, referrer = '') => batchBody({ pages: [{ id: 'page-1', url, referrer }] })
