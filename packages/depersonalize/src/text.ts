import { scrubText } from './light/index.ts'

const URL_IN_TEXT = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"`<>]+/gi
const UUID = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi
const LONG_WORD = /[A-Za-z0-9_]{24,}/g
const IPV6_LIKE = /(?<![\w:])[\da-f]{1,4}:[\da-f:]{2,38}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi

/**
 * Takes what is plainly personal out of any text: query strings of URLs, email and IP addresses, ids and tokens. Linear,
 * for texts that are bounded already; doing it twice changes nothing. Light detectors only: the full ones come after it.
 */
export function depersonalizeText(text: string): string {
  const withoutQueries = dropQueries(text.replace(URL_IN_TEXT, bareUrl))
  return scrubText(
    withoutQueries.replace(UUID, '[uuid]').replace(IPV6_LIKE, ipv6Placeholder).replace(LONG_WORD, tokenPlaceholder),
  )
}

/** Path of a page or resource, its allow-listed query included: its structure stays, its ids and addresses go. */
export function depersonalizePath(path: string): string {
  return scrubText(path.replace(UUID, '[uuid]').replace(LONG_WORD, tokenPlaceholder))
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
