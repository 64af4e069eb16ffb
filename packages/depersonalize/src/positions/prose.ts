import { readable } from '../engine/decode.ts'
import { type Scan, scrubPiece } from '../engine/scan.ts'
import { scrubUrl } from './path.ts'

const URL_IN_TEXT = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"`<>]+/gi
/** A path of at least two segments where a word begins. */
const PATH_IN_TEXT = /(?<=^|[\s'"`(=])\/[^\s'"`<>()/]+\/[^\s'"`<>()]*/g
const ENDING = /[.,:;!)]+$/

/**
 * Any text of words: URLs and paths in it are looked through as such and lose user, query and fragment; then the rest of it.
 * `key` is what the text is the value of, '' for none.
 */
export function scrubProse(text: string, key: string, scan: Scan): string {
  const isCut = text.includes('/') || text.includes('?') || text.includes('%')
  return scrubPiece(isCut ? cutUrls(text, { ...scan, is_decoded: true }) : text, key, scan)
}

/** Encoded words are cut as well, which shows them decoded; what has nothing to cut keeps its spelling. */
function cutUrls(text: string, scan: Scan): string {
  const withUrls = text.replace(URL_IN_TEXT, (url) => scrubUrlIn(url, scan))
  if (!withUrls.includes('?') && !withUrls.includes('%') && !withUrls.includes('/')) return withUrls
  return withUrls
    .split(/(\s+)/)
    .map((word) => {
      const read = word.includes('%') ? (readable(word) ?? word) : word
      const cut = dropQuery(read.replace(URL_IN_TEXT, (url) => bareUrl(url)))
      const scrubbed = cut.replace(PATH_IN_TEXT, (path) => scrubUrl(path, scan))
      return scrubbed === read ? word : scrubbed
    })
    .join('')
}

function scrubUrlIn(url: string, scan: Scan): string {
  const ending = ENDING.exec(url)?.[0] ?? ''
  return scrubUrl(bareUrl(url.slice(0, url.length - ending.length)), scan) + ending
}

/** A URL without query and fragment; `scrubUrl` drops the user. */
function bareUrl(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? ''
}

/** `/search?q=ann` to `/search`, also where no scheme says that it is a URL. A question mark without `=` is prose. */
function dropQuery(word: string): string {
  const at = word.indexOf('?')
  return at >= 0 && word.includes('=', at) ? word.slice(0, at) : word
}
