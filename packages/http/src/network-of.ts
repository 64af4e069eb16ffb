/**
 * The network that one client may have to itself, in canonical text: an IPv4 address, or the /64 of an IPv6 one, whose second half
 * devices change at will. Takes an address in canonical text.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  const [a, b, c, d] = [...head, ...zeros, ...tail]
  return `${new URL(`http://[${a}:${b}:${c}:${d}::]/`).hostname.slice(1, -1)}/64`
}
