import { fold } from '../engine/fold.ts'
import type { Hint } from '../engine/hint.ts'

const WORD = /\p{L}[\p{L}\p{M}]*/gu
const HUMP = /(\p{Ll})(?=\p{Lu})/gu
/** How far back a word may say what follows. */
const REACH = 40

/** The folded words of a text, `phoneNumber` being two. */
export function wordsOf(text: string): string[] {
  return fold(text.replace(HUMP, '$1 ')).match(WORD) ?? []
}

/** The last words before a place, at most 40 characters back. */
export function wordsBefore(text: string, at: number): string[] {
  const from = Math.max(0, at - REACH)
  const words = wordsOf(text.slice(from, at))
  // What was cut in two says nothing.
  return (from > 0 ? words.slice(1) : words).slice(-4)
}

/** Whether the key, or a word before the place, says what is there. */
export function isTold(vocabulary: RegExp, hint: Hint, before: readonly string[] = []): boolean {
  return hint.words.some((word) => vocabulary.test(word)) || before.some((word) => vocabulary.test(word))
}

/** Whether the character before `start` or the one at `end` belongs to the same word: then a find is only a part of something. */
export function isPart(text: string, start: number, end: number): boolean {
  return isWordCode(text.charCodeAt(start - 1)) || isWordCode(text.charCodeAt(end))
}

/** Letters, digits and all that is not ASCII; `_` parts what people glue together (`user_203.0.113.9`). NaN, beyond a text, is none. */
export function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 191
}
