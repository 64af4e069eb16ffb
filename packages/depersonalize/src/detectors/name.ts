import type { ScrubPosition } from '@lethe/catalogue'
import type { Detector, Finding } from '../engine/detector.ts'
import type { Hint } from '../engine/hint.ts'
import { assignmentsIn } from './assignments.ts'
import { nameKeyOf, nameKeyOfHint } from './name-key.ts'
import { isEnglish, isOnlyName } from './name-list.ts'
import { findInProse } from './name-prose.ts'
import { isGivenName, isPerson, isPersonInAddress, isSurelyPerson, tokensOf } from './name-shape.ts'
import { NO_NAMES } from './name-words.ts'
import { wordsOf } from './words.ts'

/** Names of functions, classes and hosts live here, and only look like people. */
const IMPERSONAL: ReadonlySet<ScrubPosition> = new Set(['selector', 'release', 'error_type', 'hostname'])
/** Files have folders called `users` as well. */
const ADDRESSES: ReadonlySet<ScrubPosition> = new Set(['error_frame', 'resource'])
const HANDLE_POSITIONS: ReadonlySet<ScrubPosition> = new Set([
  'path',
  'referrer',
  'fragment',
  'resource',
  'error_frame',
  'query',
])
const FORM_POSITIONS: ReadonlySet<ScrubPosition> = new Set(['query', 'fragment'])
/** `/users/ann`, also within a sentence. */
const SEGMENT = /\/([\p{L}\p{M}_-]{1,24})\/([^/?#\s"'&<>()[\]]{2,80})/gu
const SURNAME = / (\p{L}[\p{L}\p{M}'’-]{1,40})(?![\p{L}\p{N}_.=:'’-])/uy
const MAX_SURNAMES = 3
const CAPITAL = /^\p{Lu}/u
const HANDLE = /^[@~][\p{L}\p{M}\p{N}._ -]{2,40}$/u

/** Names of people where a key, a path or a sentence says that there is one; see `name-prose.ts` for sentences. */
export const name: Detector = {
  type: 'name',
  needs: (traits) => traits.word_run >= 2 || traits.has_non_ascii,
  find: (text, hint, { has_equals, has_colon, has_slash }) => {
    if (IMPERSONAL.has(hint.position)) return []
    const whole = wholeName(text, hint)
    if (whole) return [whole]
    const isAddress = ADDRESSES.has(hint.position)
    const found: Finding[] = []
    if (has_equals || has_colon) addAssigned(found, text)
    if (has_slash) addSegments(found, text, isAddress)
    if (!isAddress) found.push(...findInProse(text, hint))
    return withoutOverlaps(found)
  },
}

function wholeName(text: string, hint: Hint): Finding | null {
  const isHandle = HANDLE.test(text) && HANDLE_POSITIONS.has(hint.position)
  const key = isHandle ? 'person' : nameKeyOfHint(hint)
  if (!key || !(key === 'person' ? testOf(hint.position) : namedTestOf(hint.position))(text)) return null
  const start = text.search(/\S/)
  return { start, end: text.trimEnd().length }
}

const testOf = (position: ScrubPosition) => (ADDRESSES.has(position) ? isPersonInAddress : isPerson)

/** Under `name`: in a URL the field of a form stands there, elsewhere rather the name of a thing. */
const namedTestOf = (position: ScrubPosition) =>
  FORM_POSITIONS.has(position) ? (text: string) => isSurelyPerson(text) || isGivenName(text) : isSurelyPerson

const isNameKey = (words: readonly string[]): boolean => nameKeyOf(words) !== null

function addAssigned(findings: Finding[], text: string): void {
  for (const { words, start, end, is_spaced } of assignmentsIn(text, isNameKey)) {
    const key = nameKeyOf(words)
    // A sentence goes on: `name-prose.ts` tells where the name ends.
    if (!key || is_spaced) continue
    const value = text.slice(start, end)
    if (key === 'person' ? isPerson(value) : isSurelyPerson(value)) findings.push({ start, end: endOfName(text, end) })
  }
}

/** `user=Anna Schmidt not found`: without quotes a name goes on as long as its words can be nothing else. */
function endOfName(text: string, from: number): number {
  let end = from
  if (text[end] !== ' ') return end
  for (let count = 0; count < MAX_SURNAMES; count++) {
    SURNAME.lastIndex = end
    const word = SURNAME.exec(text)?.[1] ?? ''
    if (word === '' || !tokensOf(word).every((token) => isFamilyName(token, CAPITAL.test(word)))) break
    end += word.length + 1
  }
  return end
}

const isFamilyName = (token: string, isCapitalised: boolean): boolean =>
  !NO_NAMES.has(token) && (isOnlyName(token) || (isCapitalised && !isEnglish(token)))

function addSegments(findings: Finding[], text: string, isAddress: boolean): void {
  SEGMENT.lastIndex = 0
  for (let match = SEGMENT.exec(text); match; match = SEGMENT.exec(text)) {
    const [whole, before = '', value = ''] = match
    const end = match.index + whole.length
    const key = nameKeyOfHint({ position: 'path', words: wordsOf(before) })
    const trimmed = value.replace(/[.,;:!]+$/, '')
    if (key && (isAddress ? isPersonInAddress : isPerson)(trimmed)) {
      const start = end - value.length
      const isWhole = trimmed.length === value.length
      findings.push({ start, end: isWhole ? endOfName(text, end) : start + trimmed.length })
    }
    // The segment may be the one before the next.
    SEGMENT.lastIndex = end - value.length - 1
  }
}

function withoutOverlaps(found: Finding[]): Finding[] {
  if (found.length < 2) return found
  const sorted = found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Finding[] = []
  for (const finding of sorted) if (finding.start >= (kept.at(-1)?.end ?? 0)) kept.push(finding)
  return kept
}
