import { isIP } from 'node:net'

/** One spelling per address: no port, brackets or zone, IPv4-mapped IPv6 as IPv4, '' for what is none. */
export function canonicalIp(written: string): string {
  const bare = withoutPort(unquoted(written.trim()))
  const family = isIP(bare)
  if (family !== 6) return family === 4 ? bare : ''
  const zone = bare.indexOf('%')
  const short = new URL(`http://[${zone < 0 ? bare : bare.slice(0, zone)}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short)
  if (mapped === null) return short
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

const unquoted = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text

/** `[v6]:port`, `[v6]` and `v4:port`; a bare IPv6 address has no port. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)
  if (bracketed !== null) return (bracketed[1] ?? '').includes(':') ? (bracketed[1] ?? '') : ''
  return /^[\d.]+:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text
}
