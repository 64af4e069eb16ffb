import type { OutcomeRow } from '@lethe/catalogue'
import type { ControlStore, OutcomeCount } from '@lethe/store/control'
import { outcomeList, outcomeQuery, refusalList } from '../schemas/about.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { RefusalCounter } from '../web/refusal-counter.ts'
import type { App } from '../web/zod-provider.ts'
import { countedRange } from './counted-range.ts'
import { findSite } from './sites.ts'

export interface OutcomesParts {
  readonly sites: SiteDirectory
  readonly outcomes: Pick<ControlStore['outcomes'], 'list'>
  /** Writes what is counted in memory, so that the answer is complete. */
  readonly flushCounts: () => Promise<void>
  readonly refusals: RefusalCounter
  readonly now: () => number
}

/** Why traffic is missing: the fate of a site's items, of items with an unknown key, and of requests that could not be read. */
export function addOutcomes(api: App, parts: OutcomesParts): void {
  const listOf = async (siteId: number, asked: { start?: string | undefined; end?: string | undefined }) => {
    const { start, end } = countedRange(asked, parts.now())
    await parts.flushCounts()
    const rows = await parts.outcomes.list(siteId, start, end)
    return { data: rows.map(rowOf) }
  }
  api.get(
    '/api/sites/:key/outcomes',
    {
      schema: { params: siteKey, querystring: outcomeQuery, response: { 200: outcomeList } },
      config: { summary: 'What happened to the items of a site, by hour', errors: ['not_found'] },
    },
    (request) => listOf(findSite(parts.sites, request.params.key).id, request.query),
  )
  api.get(
    '/api/unknown_sites/outcomes',
    {
      schema: { querystring: outcomeQuery, response: { 200: outcomeList } },
      config: { summary: 'Items whose client key no site has, by hour' },
    },
    (request) => listOf(0, request.query),
  )
  api.get(
    '/api/refusals',
    {
      schema: { response: { 200: refusalList } },
      config: { summary: 'Requests to the collect endpoint that could not be taken, since the start' },
    },
    () => ({ data: parts.refusals.list(), since_at: parts.refusals.since_at }),
  )
}

const rowOf = ({ hour, outcome, reason, count }: OutcomeCount): OutcomeRow => ({
  hour: new Date(hour).toISOString(),
  outcome,
  reason,
  count,
})
