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
  const url = URL.canParse(written) ? new URL(written) : null
  const [, tls, unix] = /^(?:redis|valkey)(s?)(\+unix)?:$/.exec(url?.protocol ?? '') ?? []
  const database = url && Number(unix ? (url.searchParams.get('db') ?? '0') : url.pathname.slice(1))
  if (!url || tls === undefined || !Number.isInteger(database) || (tls && unix)) throw invalidAddress()
  const who = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: database as number,
  }
  if (unix) {
    if (url.pathname.length < 2) throw invalidAddress()
    return { socket: { path: decodeURIComponent(url.pathname) }, ...who }
  }
  // IPv6 addresses stand in brackets in URLs only.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '') throw invalidAddress()
  return { socket: { host, port: Number(url.port || DEFAULT_PORT), tls: tls === 's' }, ...who }
}

const invalidAddress = (): AppError =>
  new AppError('config_invalid', `ephemeral_url (LETHE_EPHEMERAL_URL) must be ${ADDRESS_FORM}.`, {
    details: [{ path: 'ephemeral_url', expected: ADDRESS_FORM }],
  })
