import { isIP } from 'node:net'
import { parseHostname } from './hostnames.ts'

/** An allowed origin. Scheme and port are null where the entry leaves them open. */
export interface OriginPattern {
  /** As `parseHostname` spells it. */
  readonly hostname: string
  /** Hosts below it, not itself. */
  readonly is_wild: boolean
  readonly protocol: string | null
  readonly port: string | null
}

const FORM = /^(?:(https?):\/\/)?(\*\.)?(\[[^\]]*\]|[^:/]+)(?::(\d{1,5}))?\/?$/i
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** Reads `example.com`, `*.example.com`, `example.com:8443` and `https://example.com`; null for anything else. */
export function parseOrigin(entry: string): OriginPattern | null {
  const [, scheme, wild, host = '', port] = FORM.exec(entry) ?? []
  const hostname = parseHostname(host)
  if (hostname === null) return null
  const is_wild = wild !== undefined
  if (is_wild && isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return null
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return null
  const protocol = scheme === undefined ? null : `${scheme.toLowerCase()}:`
  const open = protocol === null ? null : (DEFAULT_PORTS[protocol] ?? null)
  return { hostname, is_wild, protocol, port: port === undefined ? open : String(Number(port)) }
}

/** Whether the host of a page is one that the pattern means; scheme and port are not looked at. */
export function matchesHostname(pattern: OriginPattern, hostname: string): boolean {
  if (!pattern.is_wild) return hostname === pattern.hostname
  return hostname.length > pattern.hostname.length + 1 && hostname.endsWith(`.${pattern.hostname}`)
}

/** Whether an `Origin` header, scheme and port included, is one that the pattern means. `null` and the like never are. */
export function matchesOrigin(pattern: OriginPattern, origin: string): boolean {
  const url = parseUrl(origin)
  if (!url || !matchesHostname(pattern, url.hostname.replace(/\.$/, ''))) return false
  if (pattern.protocol !== null && pattern.protocol !== url.protocol) return false
  return pattern.port === null || pattern.port === (url.port || DEFAULT_PORTS[url.protocol])
}

/** The host of a page's address, or null when it is none on the web. */
export function hostnameOf(address: string): string | null {
  return parseUrl(address)?.hostname.replace(/\.$/, '') ?? null
}

function parseUrl(text: string): URL | null {
  try {
    const url = new URL(text)
    return url.protocol in DEFAULT_PORTS ? url : null
  } catch {
    return null
  }
}
