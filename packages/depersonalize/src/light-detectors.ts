import type { ScrubType } from '@lethe/catalogue'
import type { Detector } from './engine/detector.ts'

const every = (type: ScrubType, pattern: RegExp, isOne: (match: string) => boolean = () => true): Detector => ({
  type,
  needs: ({ length }) => length > 4,
  find: (text) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => isOne(match))
      .map(({ index, 0: match }) => ({ start: index, end: index + match.length })),
})

/** `a::b` may be a name in a program; an address has a longer first group. `12:30:45` is a time. */
function isIpv6(word: string): boolean {
  return word.split(':').length === 8 || (word.includes('::') && /^[\da-f]{3,4}:/i.test(word))
}

/** The plainest detectors, in order of precedence; the full ones take their place. */
export const LIGHT_DETECTORS: readonly Detector[] = [
  every('uuid', /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi),
  every('ip', /(?<![\w:])[\da-f]{1,4}:[\da-f:]{2,38}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/gi, isIpv6),
  every('email', /[^\s@/?&=:,;"'`<>()[\]{}]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/gi),
  every('token', /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g),
  every('token', /[A-Za-z0-9_]{24,}/g, (word) => /\d/.test(word) && /[A-Za-z]/.test(word)),
  every('ip', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g),
  every('number', /\+?\b\d(?:[ -]?\d){8,18}\b/g),
]
