import { AppError, type QueryRequest, type QueryResponse } from '@lethe/catalogue'
import type { StoredSite } from '@lethe/store/control'
import { queryAnswer, queryRequest } from '../schemas/query.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface QueryParts {
  readonly sites: SiteDirectory
  /** Reads the body itself: its refusals name the place and what was expected there. */
  readonly ask: (site: StoredSite, body: unknown) => Promise<QueryResponse>
}

/** Every figure of the dashboard comes out of this one question. */
export function addQuery(api: App, { sites, ask }: QueryParts): void {
  api.post(
    '/api/sites/query',
    {
      schema: { response: { 200: queryAnswer } },
      config: {
        body: queryRequest,
        summary: 'Ask for figures of a site',
        errors: ['not_found', 'query_too_costly', 'overloaded', 'store_unavailable', 'timeout'],
      },
    },
    (request) => {
      const { site } = (request.body ?? {}) as Partial<QueryRequest>
      if (typeof site === 'string') return ask(findSite(sites, site), request.body)
      const details = [{ path: 'site', expected: 'the key of a site' }]
      throw new AppError('invalid_request', 'The request names no site.', { details })
    },
  )
}
