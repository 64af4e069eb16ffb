import { AppError } from '@lethe/catalogue'

type Headers = Readonly<Record<string, string | string[] | undefined>>

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that a page of another origin started (`forbidden`). Browsers say so in `Sec-Fetch-Site`, older ones in
 * `Origin`; a client that sends neither is no browser, and holds no cookie that it was not given.
 */
export function refuseCrossSite(request: { method: string; headers: Headers }, publicUrl: string | null): void {
  if (SAFE_METHODS.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw crossSite()
  const origin = request.headers.origin
  if (origin === undefined) return
  if (typeof origin !== 'string' || !isOwnOrigin(origin, request.headers.host, publicUrl)) throw crossSite()
}

function isOwnOrigin(origin: string, host: string | string[] | undefined, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false
  return origin === publicUrl || new URL(origin).host === host
}

const crossSite = (): AppError => new AppError('forbidden', 'Writes are accepted from pages of this server only.')
