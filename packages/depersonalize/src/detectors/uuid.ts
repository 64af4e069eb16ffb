import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isJumble, isRandom, withoutWords } from './randomness.ts'
import { isTold } from './words.ts'

/** Others may hang on it: `user-<uuid>-photo`, `id_<uuid>`. */
const UUID = /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi
const WORD = /[A-Za-z\d_-]{20,100}/g
/** Ids that say of what they are: `cus_HKZ0UeUNWQJVSi`. */
const PREFIXED =
  /(?<![A-Za-z\d])[a-z]{2,5}_(?=[A-Za-z]*\d)(?=[A-Za-z\d]*[A-Z])(?=[A-Za-z\d]*[a-z])[A-Za-z\d]{12,32}(?![A-Za-z\d])/g
const MAC = /(?<![\w:.-])[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}(?![\w:.-])/gi
/** Version 1 to 8 and the variant of RFC 9562, without its dashes. */
const DASHLESS = /^[\da-f]{12}[1-8][\da-f]{3}[89ab][\da-f]{15}$/i
const HEX_32 = /^[\da-f]{32}$/i
const ULID = /^[0-7](?=.*[a-z].*[a-z])[\da-hjkmnp-tv-z]{25}$/i
const KSUID = /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z\d]{27}$/
const CUID = /^c[a-z\d]{24}$/
/** Seconds since 1970 first, between 2010 and 2037. */
const OBJECT_ID = /^[4-7][\da-f]{23}$/
const ID_WORD = /^(?:uuid|guid|ulid|ksuid|id|ids|uid|cuid|nanoid|objectid)$/

/** Ids drawn for one thing: UUID with and without dashes, ULID, KSUID, nanoid, cuid, ObjectId, and MAC addresses. */
export const uuid: Detector = {
  type: 'uuid',
  needs: (traits) => traits.word_run >= 15 || traits.has_colon,
  find: (text, hint, { word_run, alnum_run, digit_count, has_upper, has_underscore }) => {
    const findings: Finding[] = []
    if (word_run >= 36) for (const match of matchesOf(text, UUID)) findings.push(span(match))
    // Without digit and capital a nanoid is no more than words.
    if (alnum_run >= 24 || (word_run >= 21 && (has_upper || digit_count > 0)))
      addWords(findings, text, isTold(ID_WORD, hint))
    if (has_underscore && alnum_run >= 12)
      for (const match of matchesOf(text, PREFIXED)) if (isJumble(match[0])) add(findings, span(match))
    for (const match of matchesOf(text, MAC)) if (/\d/.test(match[0]) && isMac(match[0])) findings.push(span(match))
    return findings.sort((a, b) => a.start - b.start)
  },
}

function addWords(findings: Finding[], text: string, isIdTold: boolean): void {
  for (const { 0: word, index } of matchesOf(text, WORD)) {
    const { start, end } = isId(word, isIdTold) ? { start: 0, end: word.length } : withoutWords(word)
    if (isId(word.slice(start, end), isIdTold)) add(findings, { start: index + start, end: index + end })
  }
}

function add(findings: Finding[], found: Finding): void {
  if (!findings.some((other) => found.start < other.end && other.start < found.end)) findings.push(found)
}

const span = (match: RegExpExecArray): Finding => ({ start: match.index, end: match.index + match[0].length })

/** Each kind has a length of its own. */
function isId(word: string, isIdTold: boolean): boolean {
  switch (word.length) {
    case 21:
      // A nanoid.
      return /\d|[A-Z]/.test(word) && isRandom(word)
    case 24:
      return OBJECT_ID.test(word)
    case 25:
      return CUID.test(word) && isRandom(word)
    case 26:
      return ULID.test(word) && isRandom(word)
    case 27:
      return KSUID.test(word) && isRandom(word)
    case 32:
      return HEX_32.test(word) && (isIdTold || DASHLESS.test(word))
    default:
      return false
  }
}

/** Six pairs of digits with dashes are a date and a time as well. */
const isMac = (text: string): boolean => text.includes(':') || /[a-f]/i.test(text)
