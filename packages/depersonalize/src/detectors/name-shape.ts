import { fold } from '../engine/fold.ts'
import { isEnglish, isFirstName, isName, isOnlyName } from './name-list.ts'
import { NO_NAMES, PARTICLES } from './name-words.ts'

const SHAPE = /^[@~]?[\p{L}\p{N}][\p{L}\p{M}\p{N}'’. ,_·・+-]*$/u
const TOKEN = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu
const FILE = /\.(?:[cm]?[jt]sx?|css|html?|php|json|xml|vue|svelte|map|png|jpe?g|gif|svg|webp|avif|pdf|txt|aspx?|jsp)$/i
const HUMP = /\p{Ll}\p{Lu}/u
const MAX_CHARS = 80
const MAX_TOKENS = 7

/** The folded letters-only parts of a name, apostrophes taken out: `o'Connor-Smith` is `oconnor`, `smith`. */
export function tokensOf(value: string): string[] {
  return (value.match(TOKEN) ?? []).map((token) => fold(token).replace(/['’]/g, ''))
}

/** Whether a value whose key says a person is one, and not a route, a state or a sentence. */
export function isPerson(value: string): boolean {
  const tokens = tokensIfShaped(value)
  if (!tokens) return false
  const known = tokens.filter((token) => token.length > 1 && !PARTICLES.has(token))
  if (known.length === 0) return tokens.length > 1 || !isAscii(value)
  if (known.some((token) => isOnlyName(token))) return !known.every((token) => NO_NAMES.has(token))
  // Words that are names as well (`mark`, `grace may`) count unless another word beside them is none.
  return known.some((token) => !NO_NAMES.has(token) && (!isEnglish(token) || isName(token))) && !isPhrase(known)
}

/** The same for a key that only says name, of whatever: somebody's name has to be in it, and no word of a thing. */
export function isSurelyPerson(value: string): boolean {
  const tokens = tokensIfShaped(value)?.filter((token) => token.length > 1 && !PARTICLES.has(token)) ?? []
  if (tokens.length === 0 || tokens.some((token) => NO_NAMES.has(token))) return false
  if (!isAscii(value) && !/[a-z]/i.test(value)) return isForeignName(value)
  return tokens.length > 1
    ? tokens.every((token) => isName(token) || !isEnglish(token)) && !tokens.every(isEnglish)
    : tokens.some(isOnlyName)
}

/** One given name, whether or not it is a word as well: `Robin`, `Rose`. */
export function isGivenName(value: string): boolean {
  const [only = '', ...others] = tokensIfShaped(value) ?? []
  return others.length === 0 && isFirstName(only) && !NO_NAMES.has(only)
}

function tokensIfShaped(value: string): string[] | null {
  const text = value.trim()
  if (text.length < 2 || text.length > MAX_CHARS || !SHAPE.test(text) || FILE.test(text)) return null
  const tokens = tokensOf(text)
  const letters = tokens.reduce((sum, token) => sum + token.length, 0)
  return letters < 2 && isAscii(text) ? null : tokens.length <= MAX_TOKENS ? tokens : null
}

/** In the address of a script: a name, and no word of a program (`/users/UserCard/`). */
export function isPersonInAddress(value: string): boolean {
  const tokens = tokensIfShaped(value)?.filter((token) => token.length > 1) ?? []
  if (tokens.length === 0 || HUMP.test(value)) return false
  if (tokens.some((token) => NO_NAMES.has(token) || (isEnglish(token) && !isName(token)))) return false
  return !isAscii(value) || tokens.some((token) => isOnlyName(token) || token.length > 3) || tokens.length > 1
}

/** Two words of which one is no name at all: `order history`, `mark all`. */
const isPhrase = (tokens: readonly string[]): boolean =>
  tokens.some((token) => isEnglish(token) && !isName(token)) || tokens.some((token) => NO_NAMES.has(token))

/** Two to six characters of a script without cases, or two or three words of another. */
function isForeignName(value: string): boolean {
  const text = value.trim()
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}・ ]+$/u.test(text))
    return text.length >= 2 && text.length <= 10
  return text.split(/\s+/).length >= 2 && text.split(/\s+/).length <= 4
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the cheapest way to ask for ASCII.
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)
