import { isIPv4, isIPv6 } from 'node:net'

const IPV4_MAPPED = [0, 0, 0, 0, 0, 0xffff]

/**
 * The form of an address that goes into the visitor key: IPv4 as it is, IPv4-mapped IPv6 as IPv4, IPv6 cut to its /64
 * (e.g. `2001:db8:0:1::/64`), since devices change the rest at will. '' for what is no address.
 */
export function canonicalIp(ip: string): string {
  if (isIPv4(ip)) return ip
  const bare = ip.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!isIPv6(bare)) return ''
  const groups = groupsOf(bare)
  if (IPV4_MAPPED.every((group, at) => groups[at] === group)) return ipv4Of(groups[6] ?? 0, groups[7] ?? 0)
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

function groupsOf(ip: string): number[] {
  const [head = '', tail] = ip.split('::')
  const first = partsOf(head)
  if (tail === undefined) return first
  const last = partsOf(tail)
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last]
}

function partsOf(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
