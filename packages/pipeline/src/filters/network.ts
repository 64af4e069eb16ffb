import { BlockList, isIP } from 'node:net'

/** An address or network; `bits` says how many bits of the address count. */
export interface Network {
  readonly address: string
  readonly family: 'ipv4' | 'ipv6'
  readonly bits: number
}

const WIDTH = { ipv4: 32, ipv6: 128 } as const
const MAPPED_BITS = 96

/** Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32` and IPv4-mapped spellings; null for anything else. */
export function parseNetwork(entry: string): Network | null {
  const [, address = '', suffix] = /^([^/%\s]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const version = isIP(address)
  if (version === 0) return null
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const bits = suffix === undefined ? WIDTH[family] : Number(suffix)
  if (bits > WIDTH[family]) return null
  const mapped = family === 'ipv6' && bits >= MAPPED_BITS ? mappedOf(address) : null
  return mapped === null ? { address, family, bits } : { address: mapped, family: 'ipv4', bits: bits - MAPPED_BITS }
}

/** Tells whether an address is in one of the networks. What is no address is in none. */
export function networkSet(networks: readonly Network[]): (address: string) => boolean {
  const list = new BlockList()
  for (const { address, family, bits } of networks) list.addSubnet(address, bits, family)
  return (written) => {
    const address = mappedOf(written) ?? written
    const version = isIP(address)
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
  }
}

/** `::ffff:10.0.0.1`, however it is written, as `10.0.0.1`; null for anything else. */
function mappedOf(address: string): string | null {
  if (isIP(address) !== 6 || address.includes('%')) return null
  const short = new URL(`http://[${address}]/`).hostname
  const [, high, low] = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(short) ?? []
  if (high === undefined || low === undefined) return null
  const [first, last] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [first >> 8, first & 255, last >> 8, last & 255].join('.')
}
