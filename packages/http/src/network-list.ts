import { BlockList, isIP } from 'node:net'
import { canonicalIp } from './canonical-ip.ts'

/** Tells whether a canonical address is one of these addresses or in one of these networks (`10.0.0.0/8`). */
export function networkList(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [written = '', bits] = network.split('/')
    // TRICKY: the prefix of an IPv4-mapped network counts from its IPv6 spelling, so that one stays as it is.
    const address = bits === undefined ? canonicalIp(written) : written.replace(/%.*$/, '')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}
