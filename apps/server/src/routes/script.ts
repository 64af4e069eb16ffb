import { nothingHere } from '@lethe/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { matchesTag, pickEncoding } from '../web/encoding.ts'
import type { ScriptFile } from '../web/script-file.ts'
import type { App } from '../web/zod-provider.ts'

const SHORT = 'public, max-age=3600'
const FOREVER = 'public, max-age=31536000, immutable'

/** `GET /script.js`, and the same under its content's hash, for ever. Nothing in the answer differs between visitors. */
export function addScript(app: App, script: ScriptFile): void {
  const send = (request: FastifyRequest, reply: FastifyReply, caching: string) => {
    const encoding = pickEncoding(request.headers['accept-encoding'], ['br', 'gzip'])
    const etag = `"${script.hash}-${encoding}"`
    reply
      .header('cache-control', caching)
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('x-content-type-options', 'nosniff')
    if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return reply.type('text/javascript; charset=utf-8').send(script.bodies[encoding])
  }
  app.get('/script.js', (request, reply) => send(request, reply, SHORT))
  app.get<{ Params: { hash: string } }>('/script.:hash.js', (request, reply) => {
    if (request.params.hash !== script.hash) throw nothingHere()
    return send(request, reply, FOREVER)
  })
}
