import type { Detector } from './detector.ts'
import { matchesOf } from './matches.ts'

/** A product, its version and a comment in parentheses, then more products (RFC 9110, 10.1.5). */
const USER_AGENT =
  /\b[A-Z][A-Za-z]{2,20}\/\d[\d.]{0,15} ?\([^)]{0,400}\)?(?: ?\(KHTML[^)]{0,40}\)?| Mobile\b| [A-Za-z]{2,30}\/[\w.]{1,20})*/g

/** What a browser says of itself, quoted in a text. */
export const userAgent: Detector = {
  type: 'user-agent',
  needs: ({ digit_count, length }) => digit_count > 0 && length > 7,
  find: (text) => {
    if (!text.includes('(')) return []
    return matchesOf(text, USER_AGENT).map(({ index, 0: match }) => ({ start: index, end: index + match.length }))
  },
}
