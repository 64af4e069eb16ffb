import type { AbuseRow } from '@lethe/catalogue'
import type { AbuseEntry, AbuseLog } from '@lethe/http'
import { assertMayChange } from '../auth/gate.ts'
import { abuseList } from '../schemas/about.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

/** More than anybody reads through. */
const MAX_ROWS = 200

export interface AbuseLogParts {
  readonly sites: SiteDirectory
  readonly abuseLog: AbuseLog
}

/** Whose requests were refused lately. For those who can block a network, and for nobody else: it names addresses. */
export function addAbuseLog(api: App, { sites, abuseLog }: AbuseLogParts): void {
  api.get(
    '/api/sites/:key/abuse_log',
    {
      schema: { params: siteKey, response: { 200: abuseList } },
      config: {
        summary: 'Networks whose requests were refused in the last ten minutes, kept in memory only',
        errors: ['forbidden', 'not_found'],
      },
    },
    (request) => {
      assertMayChange(request)
      const { id } = findSite(sites, request.params.key)
      const rows = [...abuseLog.list(id).map(rowOf('site')), ...abuseLog.list(0).map(rowOf('server'))]
      return { data: rows.sort((one, other) => other.count - one.count).slice(0, MAX_ROWS) }
    },
  )
}

const rowOf =
  (of: AbuseRow['of']) =>
  ({ network, reason, count, last_at }: AbuseEntry): AbuseRow => ({
    network,
    of,
    reason,
    count,
    last_at: new Date(last_at).toISOString(),
  })
