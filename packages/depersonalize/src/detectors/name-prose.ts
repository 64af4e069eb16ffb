import type { ScrubPosition } from '@lethe/catalogue'
import type { Finding } from '../engine/detector.ts'
import { fold } from '../engine/fold.ts'
import type { Hint } from '../engine/hint.ts'
import { matchesOf } from '../engine/matches.ts'
import { isEnglish, isFirstName, isName, isOnlyName } from './name-list.ts'
import { isPerson, tokensOf } from './name-shape.ts'
import { isTrigger, placesOfNames } from './name-triggers.ts'
import { NO_NAMES, NO_PAIRS, PARTICLES } from './name-words.ts'

const TITLE = /(?:(?:dr|prof|mr|mrs|ms|mme|herrn?|frau|monsieur|madame)\.? ){1,3}/iuy
const QUOTED = /["'“‘«「(]([^"'”’»」()\n]{2,60})["'”’»」)]/uy
const CAPITAL = "(?:[OD]['’]|Ma?c|De|Di|Van|La|Le|Fitz)?\\p{Lu}[\\p{Ll}\\p{M}]{1,30}"
const PARTICLE = '(?:van|von|der|den|de|del|della|di|da|do|dos|du|la|le|al|el|bin|ibn|zu|ter|ten|y)'
const WORD = `(?:${CAPITAL}|\\p{Lu}\\.)(?:-${CAPITAL}){0,2}`
const PHRASE = new RegExp(`${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){0,4}`, 'uy')
const CAPITALS =
  /\p{Lu}{2,30}(?:-\p{Lu}{2,30})?(?: (?:\p{Lu}\.|\p{Lu}{2,30}(?:-\p{Lu}{2,30})?)){0,3}(?![\p{L}\p{N}_])/uy
const HANDLE = /@?[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:[._'’-][\p{L}\p{M}\p{N}]+){0,4}/uy
const SPACED = /[^ ]+/g
const LETTERS = /\p{L}{2}/u
const LOWER_NEXT = / (\p{Ll}[\p{Ll}\p{M}'’-]+)/uy
const OTHER_SCRIPT =
  /[\p{Script=Han}]{2,4}|[\p{Script=Hiragana}\p{Script=Katakana}]{2,8}|\p{Script=Hangul}{2,5}|[\p{Script=Arabic}\p{Script=Hebrew}]{2,15}(?: [\p{Script=Arabic}\p{Script=Hebrew}]{2,15}){0,2}/uy
const CAPITALISED = /\p{Lu}\p{Ll}+ \p{L}/u
const PAIR = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}_[-])${CAPITAL}(?: \\p{Lu}\\.)? (?:${PARTICLE} ){0,2}${CAPITAL}(?:-${CAPITAL})?(?![\\p{L}\\p{N}_])`,
  'gu',
)
/** `Anna Schmidt (ann@mail.example)`. */
const BEFORE_EMAIL = new RegExp(
  `(?<![\\p{L}\\p{N}_-])${WORD}(?:,? (?:${PARTICLE} ){0,2}${WORD}){0,3} (?=[(<](?:\\[email\\]|[^\\s@()<>]{1,64}@))`,
  'gu',
)
/** Endings of family names that no list holds all of. */
const SURNAME =
  /.{3}(?:s[kc]i|s?cki|ska|cka|owicz|wicz|ova|eva|off|enko|chuk|ian|yan|oglu|sson|sen|dottir|ez|opoulos|idis|escu|elli|etti|ini|berg|stein|mann|meyer|vich|shvili|adze)$/
/** Where a name stands for itself in a sentence; a slug or a campaign is about somebody. */
const PAIR_POSITIONS: ReadonlySet<ScrubPosition> = new Set([
  'error_message',
  'prop_value',
  'event_name',
  'prop_key',
  'utm',
  'query',
])

/** Names in sentences: after a word such as `user` or `Hello`, or a given name with a family name. */
export function findInProse(text: string, { position }: Hint): Finding[] {
  if (!/[ :：]/.test(text)) return []
  const findings: Finding[] = []
  for (const at of placesOfNames(text)) {
    const found = nameAt(text, at)
    if (found) findings.push(found)
  }
  for (const { 0: phrase, index } of text.includes('@') || text.includes('[email]')
    ? matchesOf(text, BEFORE_EMAIL)
    : []) {
    const first = /^[^ ]+ /.exec(phrase)?.[0] ?? ''
    const skipped = isTrigger(first.trimEnd()) ? first.length : 0
    const bare = phrase.slice(skipped).trimEnd()
    if (bare !== '' && tokensOf(bare).every(isNameLike))
      findings.push({ start: index + skipped, end: index + skipped + bare.length })
  }
  if (!PAIR_POSITIONS.has(position) || !CAPITALISED.test(text)) return findings
  for (const { 0: pair, index } of matchesOf(text, PAIR))
    if (isPair(pair)) findings.push({ start: index, end: index + pair.length })
  return findings
}

function nameAt(text: string, after: number): Finding | null {
  const at = after + (matchAt(TITLE, text, after)?.[0].length ?? 0)
  const quoted = matchAt(QUOTED, text, at)
  if (quoted) {
    const value = quoted[1] ?? ''
    return isPerson(value) ? { start: at + 1, end: at + 1 + value.length } : null
  }
  const phrase = capitals(text, at) ?? lastFirst(text, at)
  if (phrase) return namedPart(phrase, at)
  const other = matchAt(OTHER_SCRIPT, text, at)?.[0]
  if (other) return { start: at, end: at + other.length }
  return handleAt(text, at)
}

const capitals = (text: string, at: number): string | undefined => {
  const found = matchAt(CAPITALS, text, at)?.[0]
  const tokens = found ? tokensOf(found).filter((token) => token.length > 1) : []
  return tokens.some(isOnlyName) && tokens.every(isNameLike) ? found : undefined
}

/** `Schmidt, Anna` as well as `Anna Schmidt`. */
function lastFirst(text: string, at: number): string | undefined {
  const phrase = matchAt(PHRASE, text, at)?.[0]
  if (!phrase || text[at + phrase.length] !== ',') return phrase
  const first = matchAt(PHRASE, text, at + phrase.length + 2)?.[0]
  return first && text[at + phrase.length + 1] === ' ' && isNameLike(tokensOf(first)[0] ?? '')
    ? `${phrase}, ${first}`
    : phrase
}

/** The phrase up to the first word that is no name: `Anna Schmidt Not Found`. */
function namedPart(phrase: string, at: number): Finding | null {
  let end = 0
  for (const match of matchesOf(phrase, SPACED)) {
    const isNamed = tokensOf(match[0]).every((token) => token.length < 2 || PARTICLES.has(token) || isNameLike(token))
    if (!isNamed) break
    end = match.index + match[0].length
  }
  const named = phrase.slice(0, end)
  const [only = '', ...others] = tokensOf(named)
  // One word that is a word as well (`User Agent`) has to be a given name.
  if (others.length === 0 && isEnglish(only) && !isFirstName(only)) return null
  return named.length > 1 && isPerson(named) ? { start: at, end: at + end } : null
}

const isNameLike = (token: string): boolean => !NO_NAMES.has(token) && (isName(token) || !isEnglish(token))

/** `anna.schmidt`, `jdoe42`, or a lower-case name; further lower-case names go with it. */
function handleAt(text: string, at: number): Finding | null {
  const handle = matchAt(HANDLE, text, at)?.[0]
  if (!handle) return null
  const isHandle =
    /[._\d@]/.test(handle) && LETTERS.test(handle) && isPerson(handle) && !/^[a-z]+\.[a-z]+\(?$/i.test(handle)
  const tokens = tokensOf(handle)
  const isNamed = tokens.length > 0 && tokens.every(isName) && tokens.some(isOnlyName)
  const isSlug = handle.includes('-') && tokens.length > 1 && tokens.every(isNameLike) && tokens.some(isOnlyName)
  const isAddressed = /^[,!]/.test(text.slice(at + handle.length)) && tokens.every(isNameLike) && isPerson(handle)
  if (!isHandle && !isSlug && !isAddressed && !(isNamed && handle.length > 3)) return null
  let end = at + handle.length
  for (let count = 0; count < 2; count++) {
    const word = matchAt(LOWER_NEXT, text, end)?.[1]
    if (!word || !isOnlyName(fold(word))) break
    end += word.length + 1
  }
  return { start: at, end }
}

/** Both are names, the first one given; one is no word; and nothing else is called so. */
function isPair(pair: string): boolean {
  const tokens = tokensOf(pair).filter((token) => token.length > 1 && !PARTICLES.has(token))
  const [first = '', ...rest] = tokens
  if (PLACE_BEGINNINGS.has(first)) return false
  const last = rest.at(-1)
  if (!last || NO_PAIRS.has(`${first}+${rest[0]}`) || tokens.some((token) => NO_NAMES.has(token))) return false
  if (!isFirstName(first) || !rest.every((token) => isName(token) || SURNAME.test(token))) return false
  return isOnlyName(first) || !isEnglish(last)
}

const PLACE_BEGINNINGS = new Set([
  'san',
  'sao',
  'santa',
  'saint',
  'los',
  'las',
  'el',
  'la',
  'new',
  'nova',
  'port',
  'mount',
  'rio',
])

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
