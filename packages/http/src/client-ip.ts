import { BlockList, isIP } from 'node:net'

/** What of a request says who sent it and how; headers in lower case, as Node gives them. */
export interface PeerRequest {
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean }
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Tells who is behind the trusted proxies. */
export interface ClientIp {
  /** The visitor's address in canonical text, or '' when it cannot be known. Lives as long as the request, never longer. */
  address(request: PeerRequest): string
  /** Whether the browser's own connection is TLS: ours, or as a trusted proxy says. */
  isHttps(request: PeerRequest): boolean
  /** Whether a private peer sends forwarding headers without being trusted: then all visitors would look like one. */
  isUntrustedForwarder(request: PeerRequest): boolean
}

const LOOPBACK = ['127.0.0.0/8', '::1']
const PRIVATE = [
  ...LOOPBACK,
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
]

/** `auto` trusts loopback when the server listens on loopback, else nobody (privacy: "Life of an IP"). */
export function openClientIp(settings: { host: string; trusted_proxies: 'auto' | readonly string[] }): ClientIp {
  const isLoopbackHost = settings.host === 'localhost' || listOf(LOOPBACK)(canonicalIp(settings.host))
  const auto = isLoopbackHost ? LOOPBACK : []
  const isTrusted = listOf(settings.trusted_proxies === 'auto' ? auto : settings.trusted_proxies)
  const isPrivate = listOf(PRIVATE)
  const peerOf = (request: PeerRequest): string => canonicalIp(request.socket.remoteAddress ?? '')
  return {
    address: (request) => {
      const peer = peerOf(request)
      if (!isTrusted(peer)) return peer
      const hops = forwardedHops(request.headers)
      // From the right: every hop was written by the one after it, so only what trusted hops wrote counts.
      for (let at = hops.length - 1; at >= 0; at--) {
        const hop = canonicalIp(hops[at] ?? '')
        if (hop === '' || !isTrusted(hop)) return hop
      }
      return canonicalIp(hops[0] ?? '') || peer
    },
    isHttps: (request) => {
      if (request.socket.encrypted === true) return true
      if (!isTrusted(peerOf(request))) return false
      return (
        lastOf(request.headers['x-forwarded-proto']) === 'https' ||
        /proto="?https/i.test(lastOf(request.headers.forwarded))
      )
    },
    isUntrustedForwarder: (request) => {
      const peer = peerOf(request)
      return isPrivate(peer) && !isTrusted(peer) && forwardedHops(request.headers).length > 0
    },
  }
}

/** One spelling per address: no port, brackets or zone, IPv4-mapped IPv6 as IPv4, '' for what is none. */
export function canonicalIp(written: string): string {
  let text = written.trim().replace(/^"|"$/g, '')
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)
  if (bracketed !== null) text = bracketed[1] ?? ''
  else if (/^\d+\.\d+\.\d+\.\d+:\d{1,5}$/.test(text)) text = text.slice(0, text.lastIndexOf(':'))
  text = text.replace(/%.*$/, '')
  const family = isIP(text)
  if (family !== 6) return family === 4 ? text : ''
  const short = new URL(`http://[${text}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short)
  if (mapped === null) return short
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** `Forwarded` (RFC 7239) when it is there, else `X-Forwarded-For`: hops from the client to the last proxy. */
function forwardedHops(headers: PeerRequest['headers']): string[] {
  const forwarded = listItems(headers.forwarded)
  if (forwarded.length === 0) return listItems(headers['x-forwarded-for'])
  return forwarded.map((element) => /(?:^|;)\s*for=("[^"]*"|[^;]*)/i.exec(element)?.[1] ?? '')
}

const listItems = (header: string | string[] | undefined): string[] =>
  (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

const lastOf = (header: string | string[] | undefined): string => listItems(header).at(-1)?.toLowerCase() ?? ''

function listOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [written = '', bits] = network.split('/')
    const address = canonicalIp(written)
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}
