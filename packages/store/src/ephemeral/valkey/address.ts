import { AppError } from '@lethe/catalogue'

const DEFAULT_PORT = 6379

/** Where a server is and who we are to it. */
export interface Address {
  readonly socket: { readonly host: string; readonly port: number; readonly tls: boolean } | { readonly path: string }
  readonly username: string
  readonly password: string
  readonly database: number
}

export const ADDRESS_FORM =
  'redis://user:password@host:6379/0, rediss://... for TLS, or redis+unix:///path/of/socket?db=0 (valkey:// is the same)'

/** Reads an address; `config_invalid` says what is expected, never what was written: a password is in it. */
export function parseAddress(written: string): Address {
  try {
    const address = readAddress(new URL(written))
    if (address) return address
  } catch {
    // Not a cause either: Node's error repeats the whole address.
  }
  throw invalidAddress()
}

function readAddress(url: URL): Address | null {
  const [isOurs, tls, unix] = /^(?:redis|valkey)(s?)(\+unix)?:$/.exec(url.protocol) ?? []
  const number = unix ? (url.searchParams.get('db') ?? '') : url.pathname.slice(1)
  if (!isOurs || (tls && unix) || !/^\d*$/.test(number)) return null
  const who = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: Number(number),
  }
  if (unix) {
    const path = decodeURIComponent(url.pathname)
    return path.length > 1 ? { socket: { path }, ...who } : null
  }
  // IPv6 addresses stand in brackets in URLs only.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return host ? { socket: { host, port: Number(url.port || DEFAULT_PORT), tls: tls === 's' }, ...who } : null
}

const invalidAddress = (): AppError =>
  new AppError('config_invalid', `ephemeral_url (LETHE_EPHEMERAL_URL) must be ${ADDRESS_FORM}.`, {
    details: [{ path: 'ephemeral_url', expected: ADDRESS_FORM }],
  })
