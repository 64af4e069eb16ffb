import type { ClientIp } from '@lethe/http'
import type { FastifyRequest } from 'fastify'

/** What is known of the way a browser reaches us. */
export interface Reach {
  /** Scheme, host and port as the browser sees them. */
  originOf(request: FastifyRequest): string
  /** Whether the browser would keep a `__Host-` cookie: TLS, or a loopback name. */
  canKeepCookie(request: FastifyRequest): boolean
}

const HOST = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\])(?::\d{1,5})?$/i
const LOOPBACK_HOST = /^(?:localhost|[a-z0-9-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/** Whether a `Host` header, port included, names this machine for whoever is on it. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK_HOST.test(host)

export function openReach(settings: { public_url: string | null; clientIp: ClientIp }): Reach {
  const { public_url, clientIp } = settings
  const hostOf = (request: FastifyRequest): string => {
    const host = request.headers.host ?? ''
    return HOST.test(host) ? host : 'localhost'
  }
  const isPublicHttps = (host: string): boolean =>
    public_url?.startsWith('https:') === true && new URL(public_url).host === host
  return {
    originOf: (request) => {
      if (public_url !== null) return public_url
      return `${clientIp.isHttps(request.raw) ? 'https' : 'http'}://${hostOf(request)}`
    },
    canKeepCookie: (request) => {
      const host = hostOf(request)
      return clientIp.isHttps(request.raw) || isLoopbackHost(host) || isPublicHttps(host)
    },
  }
}
