import { canonicalIp } from './canonical-ip.ts'
import { FORWARDED_HEADERS, type ForwardedHeader, type Headers, isForwarded, readHops, readProto } from './forwarded.ts'
import { networkList } from './network-list.ts'

/** What of a request says who sent it and how. */
export interface PeerRequest {
  readonly socket: { readonly remoteAddress?: string | undefined; readonly encrypted?: boolean }
  readonly headers: Headers
}

/** Tells who is behind the trusted proxies. */
export interface ClientIp {
  /** The visitor's address in canonical text, or '' when it cannot be known. Lives as long as the request, never longer. */
  address(request: PeerRequest): string
  /** Whether the browser's own connection is TLS: ours, or as a trusted proxy says. */
  isHttps(request: PeerRequest): boolean
  /** What makes all visitors behind a proxy look like one; null when nothing does. */
  fault(request: PeerRequest): ForwardingFault | null
}

/** A private peer forwards without being trusted; or a trusted one writes the other header. */
export type ForwardingFault =
  | { readonly kind: 'untrusted_proxy'; readonly network: string }
  | { readonly kind: 'other_header'; readonly header: ForwardedHeader }

/** The settings that decide whom to believe; the same names as in `Config`. */
export interface ClientIpSettings {
  readonly host: string
  readonly trusted_proxies: 'auto' | readonly string[]
  readonly forwarded_header: ForwardedHeader
}

const LOOPBACK = ['127.0.0.0/8', '::1']
/** Networks that no visitor from the internet comes from. */
const PRIVATE = [
  ...LOOPBACK,
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
]

/** `auto` trusts loopback when the server listens on loopback, else nobody (privacy: "Life of an IP"). */
export function openClientIp(settings: ClientIpSettings): ClientIp {
  const { forwarded_header, trusted_proxies } = settings
  const isLoopbackHost = settings.host === 'localhost' || networkList(LOOPBACK)(canonicalIp(settings.host))
  const auto = isLoopbackHost ? LOOPBACK : []
  const isTrusted = networkList(trusted_proxies === 'auto' ? auto : trusted_proxies)
  const isIn = PRIVATE.map((network) => [network, networkList([network])] as const)
  const peerOf = (request: PeerRequest): string => canonicalIp(request.socket.remoteAddress ?? '')
  return {
    address: (request) => {
      const peer = peerOf(request)
      if (!isTrusted(peer)) return peer
      const hops = readHops(request.headers, forwarded_header)
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
      return readProto(request.headers, forwarded_header) === 'https'
    },
    fault: (request) => {
      const sent = FORWARDED_HEADERS.filter((header) => isForwarded(request.headers, header))
      const [other] = sent
      if (other === undefined) return null
      const peer = peerOf(request)
      if (isTrusted(peer)) return sent.includes(forwarded_header) ? null : { kind: 'other_header', header: other }
      const network = isIn.find(([, isInside]) => isInside(peer))?.[0]
      return network === undefined ? null : { kind: 'untrusted_proxy', network }
    },
  }
}
