import type { ScrubPosition } from '@lethe/catalogue'

/** What is known of a text besides itself. */
export interface Hint {
  readonly position: ScrubPosition
  /** Words of the key that the text is the value of, or of the path segment before it, in lower case: `['first', 'name']`. */
  readonly words: readonly string[]
}

const NO_WORDS: readonly string[] = []
const MAX_KEY_CHARS = 64

/** A hint whose words are taken apart only when a detector asks for them. */
export function hintAfter(position: ScrubPosition, key: string): Hint {
  if (key === '') return { position, words: NO_WORDS }
  let words: readonly string[] | null = null
  return {
    position,
    get words() {
      words ??= wordsOf(key)
      return words
    },
  }
}

/** `billing_firstName[0]` to `billing first name 0`; a placeholder has none. */
function wordsOf(key: string): readonly string[] {
  if (key.startsWith('[') && key.endsWith(']')) return NO_WORDS
  return key
    .slice(-MAX_KEY_CHARS)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
