import { matchesText, matchesWild } from './wildcard.ts'

/** Tells whether a path matches. */
export type PathGlob = (path: string) => boolean

const FORM = /^\/[^\s?#]*$/

/**
 * `*` stands for anything within a segment, and for a whole one that is not empty; `**` for any number of segments. A slash
 * at the end makes no difference, and neither does percent-encoding. Null for what is no such pattern.
 */
export function parsePathGlob(entry: string): PathGlob | null {
  if (!FORM.test(entry)) return null
  const pattern = segmentsOf(entry)
  if (pattern.some((segment) => segment.includes('**') && segment !== '**')) return null
  return (path) => matchesWild(pattern, segmentsOf(path), SEGMENTS)
}

const SEGMENTS = {
  wild: '**',
  isSame: (expected: string, found: string) => (expected === '*' ? found !== '' : matchesText(expected, found)),
}

/** Of a path as it is stored, without what it keeps of query and fragment. */
function segmentsOf(path: string): string[] {
  const bare = readable(path.replace(/[?#].*$/s, ''))
  return (bare.length > 1 && bare.endsWith('/') ? bare.slice(0, -1) : bare).slice(1).split('/')
}

/** TRICKY: `decodeURI` leaves %2F, which is no slash between segments. */
function readable(path: string): string {
  if (!path.includes('%')) return path.normalize()
  try {
    return decodeURI(path).normalize()
  } catch {
    return path.normalize()
  }
}
