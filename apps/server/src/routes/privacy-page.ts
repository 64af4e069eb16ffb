import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { gzipSync } from 'node:zlib'
import { privacyPagePath } from '@lethe/catalogue'
import { securityHeaders } from '@lethe/http'
import type { StoredSite } from '@lethe/store/control'
import type { FastifyReply } from 'fastify'
import { renderNotFound, renderPrivacyPage } from '../privacy-page/render.ts'
import { STYLE_SOURCE } from '../privacy-page/style.ts'
import { ENGLISH } from '../privacy-page/words.ts'
import type { SiteDirectory } from '../site-directory.ts'
import { matchesTag, pickEncoding } from '../web/encoding.ts'
import type { App } from '../web/zod-provider.ts'

/** A page as it is sent. */
interface Rendered {
  readonly hash: string
  readonly bodies: Readonly<Record<'gzip' | 'identity', Buffer>>
}

/** Pages that are kept ready; each is made once per change of its site, however often it is asked for. */
const READY_PAGES = 100
const HEADERS = {
  ...securityHeaders('api'),
  'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}
const NOT_FOUND = renderNotFound(ENGLISH)

/** `GET /privacy/:client_key`: what a site keeps of its visitors, for them. No login, no script, no cookie. */
export function addPrivacyPage(app: App, { sites }: { readonly sites: Pick<SiteDirectory, 'byClientKey'> }): void {
  const ready = new Map<string, { readonly site: StoredSite; readonly page: Rendered }>()
  const pageOf = (site: StoredSite): Rendered => {
    const known = ready.get(site.client_key)
    if (known?.site === site) return known.page
    const page = rendered(site)
    ready.delete(site.client_key)
    ready.set(site.client_key, { site, page })
    const [oldest] = ready.keys()
    if (ready.size > READY_PAGES && oldest !== undefined) ready.delete(oldest)
    return page
  }
  app.get<{ Params: { client_key: string } }>(privacyPagePath(':client_key'), (request, reply) => {
    const site = sites.byClientKey(request.params.client_key)
    reply.headers(HEADERS).type('text/html; charset=utf-8')
    if (site === null) return reply.code(404).header('cache-control', 'no-store').send(NOT_FOUND)
    return sendPage(reply, pageOf(site), request.headers)
  })
}

function sendPage(reply: FastifyReply, { hash, bodies }: Rendered, asked: IncomingHttpHeaders) {
  const encoding = pickEncoding(asked['accept-encoding'], ['gzip'])
  const etag = `"${hash}-${encoding}"`
  reply.header('cache-control', 'public, max-age=300').header('etag', etag).header('vary', 'accept-encoding')
  if (matchesTag(asked['if-none-match'], etag)) return reply.code(304).send()
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.send(bodies[encoding])
}

function rendered(site: StoredSite): Rendered {
  const identity = Buffer.from(renderPrivacyPage(site, ENGLISH))
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16)
  return { hash, bodies: { identity, gzip: gzipSync(identity) } }
}
