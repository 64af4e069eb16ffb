import type { ScrubType } from '@lethe/catalogue'
import type { Detector } from '../engine/detector.ts'

const every = (type: ScrubType, pattern: RegExp, isOne: (match: string) => boolean = () => true): Detector => ({
  type,
  needs: () => true,
  find: (text) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => isOne(match))
      .map(({ index, 0: match }) => ({ start: index, end: index + match.length })),
})

/** Every word that follows `users`, `author`, `name` and the like. */
const nameInContext: Detector = {
  type: 'name',
  needs: () => true,
  find: (text, { words }) => {
    if (!words.some((word) => ['users', 'user', 'author', 'name', 'home'].includes(word))) return []
    const match = /[A-Za-z]+(?:[ .+_-][A-Za-z]+)*/.exec(text)
    return match && match[0] !== 'me' ? [{ start: match.index, end: match.index + match[0].length }] : []
  },
}

/** Detectors as simple as can be: for tests of the engine, which must work with any. */
export const PLAIN_DETECTORS: readonly Detector[] = [
  every('email', /[^\s@/?&=:,;"'`<>()[\]{}]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z][a-z0-9-]{1,62}/gi),
  every('token', /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g),
  every('iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g),
  every('uuid', /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi),
  every('ip', /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g),
  every(
    'ip',
    /(?<![\w:])[\da-f]{3,4}:[\da-f:]{2,38}(?![\w:])/gi,
    (match) => match.includes('::') || match.split(':').length === 8,
  ),
  every('card', /\b\d(?:[ -]?\d){12,18}\b/g),
  every('number', /\b\d{8,}\b/g),
  every('token', /[A-Za-z0-9_]{24,}/g, (match) => /\d/.test(match) && /[A-Za-z]/.test(match)),
  nameInContext,
]
