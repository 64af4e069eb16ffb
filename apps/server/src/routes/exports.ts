import { Readable } from 'node:stream'
import { type About, AppError, type ExportFormat } from '@lethe/catalogue'
import { describeError } from '@lethe/http'
import type { EventsStore } from '@lethe/store/events'
import type { FastifyBaseLogger } from 'fastify'
import { assertMayChange } from '../auth/gate.ts'
import { exportRequest } from '../schemas/exports.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

const TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
}

export interface ExportsParts {
  readonly sites: SiteDirectory
  readonly rows: Pick<EventsStore, 'exportRows'>
  readonly about: Pick<About, 'geo'>
  readonly logger: Pick<FastifyBaseLogger, 'error'>
  readonly now: () => number
}

/** A site's rows as a file. An export that breaks off ends without its last chunk, which every client tells as a fault. */
export function addExports(api: App, { sites, rows, about, logger, now }: ExportsParts): void {
  api.post(
    '/api/sites/:key/export',
    {
      schema: { params: siteKey, body: exportRequest },
      config: {
        summary: "Download a site's rows as NDJSON or CSV, without ids of sessions",
        errors: ['forbidden', 'not_found', 'overloaded', 'store_unavailable'],
      },
    },
    async (request, reply) => {
      assertMayChange(request)
      const { id, key } = findSite(sites, request.params.key)
      const { format } = request.body
      const pieces = rows.exportRows({ site_id: id, format })[Symbol.asyncIterator]()
      // The first piece comes before the headers, so that a store which is away is told by the status.
      const first = await pieces.next()
      const day = new Date(now()).toISOString().slice(0, 10)
      reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="lethe-${key}-${day}.${format}"`)
        .header('link', attributionOf(about.geo))
      return reply.send(Readable.from(restOf(first, pieces, logger), { objectMode: false }))
    },
  )
}

/** The licence of the country data asks for it wherever the data goes. */
const attributionOf = ({ name, url, licence }: About['geo']) =>
  `<${url}>; rel="via"; title="Country data: ${name}, ${licence}"`

async function* restOf(
  first: IteratorResult<string>,
  pieces: AsyncIterator<string>,
  logger: ExportsParts['logger'],
): AsyncGenerator<string> {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value
  } catch (error) {
    logger.error({ error: describeError(error) }, 'an export broke off')
    // The framework logs what breaks a stream, and the text of the engine must not be in that.
    throw new AppError('store_unavailable', 'The export broke off.')
  } finally {
    await pieces.return?.()
  }
}
