import { LIMITS, UTM_KEYS } from '@lethe/catalogue'

/** What the owner of a site lets through; everything else of query and fragment is dropped. */
export interface UrlRules {
  /** Query keys kept in the path, matched exactly. */
  readonly query_params?: readonly string[]
  readonly include_fragment?: boolean
}

export type UtmName = keyof typeof UTM_KEYS

/** A URL cut down to what may be stored of it. */
export interface CleanUrl {
  /** Lower case, without port. */
  readonly hostname: string
  /** Path as the URL spells it (percent-encoded), then the allowed query keys in alphabetical order, then the fragment if allowed. */
  readonly path: string
  /** Decoded campaign values; a key is absent when the URL has none. */
  readonly utm: Readonly<Partial<Record<UtmName, string>>>
}

/** Ids that advertisers put on links to recognise one click, and keys of their tools; dropped even when an owner allows them. */
const CLICK_ID =
  /^(_\w+|[a-z]{0,2}cl(ick)?id|gclsrc|[gw]braid|(gad|li_fat|mc|oly|rdt|vero)_\w+|msclkid|igsh(id)?|epik|sccid|s_kwcid)$/i

/** Session ids that old application servers write behind a path segment. */
const PATH_SESSION_ID = /;\w*s(ess|ession)?id=[^/;]*/gi

/** Cuts a page's URL down to host, path and campaign; null when it is not an http(s) URL. Cleaning twice changes nothing. */
export function cleanUrl(url: string, rules: UrlRules = {}): CleanUrl | null {
  const parsed = parseUrl(url, /^https?:$/)
  if (!parsed) return null
  const query = parsed.searchParams
  const kept = new URLSearchParams()
  for (const key of [...new Set(rules.query_params)].sort()) {
    if (!CLICK_ID.test(key)) for (const value of query.getAll(key)) kept.append(key, value)
  }
  const search = kept.toString()
  const path = pathOf(parsed) + (search && `?${search}`) + (rules.include_fragment ? parsed.hash : '')
  return { hostname: hostOf(parsed), path: path.slice(0, LIMITS.url_chars), utm: utmOf(query) }
}

/** Cuts a referrer down to host and path; null when there is none or it is the site itself (`www.` makes no difference). */
export function cleanReferrer(url: string, ownHostname: string): { hostname: string; path: string } | null {
  const parsed = parseUrl(url, /^(https?|android-app):$/)
  if (!parsed?.hostname) return null
  const hostname = hostOf(parsed)
  if (isOwnHostname(hostname, ownHostname)) return null
  return { hostname, path: pathOf(parsed).slice(0, LIMITS.url_chars) }
}

/** Whether a clean hostname is the site's own. */
export function isOwnHostname(hostname: string, ownHostname: string): boolean {
  return withoutWww(hostname) === withoutWww(ownHostname.toLowerCase())
}

function parseUrl(url: string, protocol: RegExp): URL | null {
  // Most referrers are empty, and a refusal of the parser costs more than a URL.
  if (url === '') return null
  try {
    const parsed = new URL(url)
    return protocol.test(parsed.protocol) ? parsed : null
  } catch {
    return null
  }
}

function utmOf(query: URLSearchParams): CleanUrl['utm'] {
  const utm: Partial<Record<UtmName, string>> = {}
  for (const [name, keys] of Object.entries(UTM_KEYS) as [UtmName, readonly string[]][]) {
    const value = keys.map((key) => query.get(key)?.trim()).find(Boolean)
    if (value) utm[name] = value.slice(0, LIMITS.string_chars)
  }
  return utm
}

const pathOf = (url: URL): string => url.pathname.replace(PATH_SESSION_ID, '') || '/'
const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/\.$/, '')
const withoutWww = (hostname: string): string => hostname.replace(/^www\./, '')
