import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '@lethe/catalogue'
import { canonicalIp, networkOf } from '@lethe/http'
import type { FastifyInstance } from 'fastify'

/** What one connection may ask for, and how long it may take. */
export interface ConnectionLimits {
  /** Open connections; 0 for any number. */
  readonly max_connections: number
  /** Of one network, unless it is exempt: a proxy brings everybody's. 0 for any number. */
  readonly max_connections_per_network: number
  readonly isExempt: (address: string) => boolean
  /** From the first byte, or the opening, to the last header. */
  readonly headers_ms: number
  /** To the last byte of the body. */
  readonly request_ms: number
  /** How often it is looked at who takes longer. */
  readonly check_ms: number
}

/** A slow phone sends 16 KiB within half a minute at 5 kbit/s. */
export const PATIENCE = { headers_ms: 15_000, request_ms: 30_000, check_ms: 5_000 } as const
export const MAX_HEADER_BYTES = 16_384
export const MAX_HEADERS = 100
/** Then the client opens another connection: no one holds theirs for ever. */
export const MAX_REQUESTS_PER_CONNECTION = 1_000

/** The options of Fastify and `node:http` that hold the limits. */
export const connectionOptions = ({ headers_ms, request_ms, check_ms }: ConnectionLimits) => ({
  connectionTimeout: 2 * request_ms,
  requestTimeout: request_ms,
  maxRequestsPerSocket: MAX_REQUESTS_PER_CONNECTION,
  http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: headers_ms, connectionsCheckingInterval: check_ms },
})

/**
 * What options cannot say: how many connections, of one network too, and how many headers. `onDropped` is told of requests that a
 * client had sent on a connection before it heard that there may be no more: Node answers them by a bare 503.
 */
export function limitConnections(
  app: FastifyInstance,
  limits: ConnectionLimits,
  onDropped: (request: IncomingMessage) => void,
): void {
  const { server } = app
  server.on('dropRequest', onDropped)
  if (limits.max_connections > 0) server.maxConnections = limits.max_connections
  if (limits.max_connections_per_network > 0) limitByNetwork(server, limits)
  // TRICKY: Node leaves out what is above its own number without a word, `X-Forwarded-For` for instance.
  server.maxHeadersCount = 0
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.rawHeaders.length > 2 * MAX_HEADERS) {
      throw new AppError('invalid_request', `The request has more than ${MAX_HEADERS} headers.`)
    }
  })
}

/** Counts under addresses that the open sockets hold as well; an entry goes with its last connection. */
function limitByNetwork(server: Server, { max_connections_per_network: most, isExempt }: ConnectionLimits): void {
  const counts = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = canonicalIp(socket.remoteAddress ?? '')
    if (address === '' || isExempt(address)) return
    const network = networkOf(address)
    const count = counts.get(network) ?? 0
    if (count >= most) return void socket.destroy()
    counts.set(network, count + 1)
    socket.once('close', () => {
      const left = (counts.get(network) ?? 1) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
  })
}
