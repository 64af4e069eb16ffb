import { scrubText } from './light/index.ts'
import { encodePath, scrubDecoded } from './percent.ts'

const URL_IN_TEXT = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"`<>]+/gi
const UUID = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi
const LONG_WORD = /[A-Za-z0-9_]{24,}/g
const IPV6_LIKE = /(?<![\w:])[\da-f]{1,4}:[\da-f:]{2,38}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi
/** A product, its version and a comment in parentheses, then more products (RFC 9110, 10.1.5). */
const USER_AGENT =
  /\b[A-Z][A-Za-z]{2,20}\/\d[\d.]{0,15} ?\([^)]{0,400}\)?(?: ?\(KHTML[^)]{0,40}\)?| Mobile\b| [A-Za-z]{2,30}\/[\w.]{1,20})*/g
const NESTED_QUERY = /[?#].*=.*$/s

/**
 * Takes what is plainly personal out of any text: query strings of URLs, user agents, email and IP addresses, ids and tokens,
 * percent-encoded or not. Linear, for texts that are bounded already; doing it twice changes nothing. Light detectors only:
 * the full ones come after it.
 */
export function depersonalizeText(text: string): string {
  if (!text.includes('%')) return cleanText(text)
  const words = text.split(/(\s+)/).map((word) => scrubDecoded(word, cleanText))
  return cleanText(words.join(''))
}

/** Path of a page or resource, its allow-listed query included: its structure stays, its ids and addresses go. */
export function depersonalizePath(path: string): string {
  const end = path.search(/[?#]/)
  const bare = end < 0 ? path : path.slice(0, end)
  const kept = end < 0 ? '' : path.slice(end)
  // A path that quotes a URL (`/go/https%3A%2F%2F..%3Fq%3D1`) carries a query string that nobody allowed.
  const cleaned = cleanIds(encodedPath(bare, (decoded) => cleanIds(decoded.replace(NESTED_QUERY, ''))))
  return (
    cleaned +
    kept
      .split(/([?&#=])/)
      .map(cleanKept)
      .join('')
  )
}

/** A key or value of the allowed query, or the fragment. */
function cleanKept(piece: string): string {
  return cleanIds(encodedPath(piece, (decoded) => cleanText(decoded.replaceAll('+', ' ')).replaceAll(' ', '+')))
}

/** A URL's spelling of what is left, so that a decoded path does not look like another one. */
function encodedPath(text: string, scrub: (decoded: string) => string): string {
  return scrubDecoded(text, (decoded) => {
    const scrubbed = scrub(decoded)
    return scrubbed === decoded ? decoded : encodePath(scrubbed)
  })
}

function cleanText(text: string): string {
  return cleanIds(dropQueries(text.replace(URL_IN_TEXT, bareUrl)))
}

function cleanIds(text: string): string {
  return scrubText(
    text
      .replace(USER_AGENT, '[user-agent]')
      .replace(UUID, '[uuid]')
      .replace(IPV6_LIKE, ipv6Placeholder)
      .replace(LONG_WORD, tokenPlaceholder),
  )
}

/** A URL without user, query and fragment. */
function bareUrl(url: string): string {
  const bare = url.split(/[?#]/, 1)[0] ?? ''
  return bare.replace(/^([^/]*:\/\/)[^/@]*@/, '$1')
}

/** `/search?q=ann` to `/search`, also where no scheme says that it is a URL. A question mark without `=` is prose. */
function dropQueries(text: string): string {
  if (!text.includes('?')) return text
  return text
    .split(/(\s+)/)
    .map((word) => {
      const at = word.indexOf('?')
      return at >= 0 && word.includes('=', at) ? word.slice(0, at) : word
    })
    .join('')
}

function tokenPlaceholder(word: string): string {
  return /\d/.test(word) && /[A-Za-z]/.test(word) ? '[token]' : word
}

/** `a::b` may be a name in a program; an address has a longer first group. `12:30:45` is a time. */
function ipv6Placeholder(word: string): string {
  const colons = word.split(':').length - 1
  const isAddress = colons === 7 || (word.includes('::') && /^[\da-f]{3,4}:/i.test(word))
  return isAddress ? '[ip]' : word
}
