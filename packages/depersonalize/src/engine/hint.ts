import type { ScrubPosition } from '@lethe/catalogue'
import { fold } from './fold.ts'

/** What is known of a text besides itself. */
export interface Hint {
  readonly position: ScrubPosition
  /** Folded words of the key that the text is the value of, or of the path segment before it: `['first', 'name']`. */
  readonly words: readonly string[]
}

const NO_WORDS: readonly string[] = []
const MAX_KEY_CHARS = 64
const ONE_WORD = /^[a-z]+$/
const PLAIN_WORDS = /^[a-z]+(?:[-_][a-z]+)+$/
const JOINT = /[-_]/
const HUMP = /(\p{Ll}|\d)(\p{Lu})/gu
const NO_WORD = /[^\p{L}\p{N}]+/u

const WITHOUT_KEY = new Map<ScrubPosition, Hint>()

/** A hint whose words are taken apart only when a detector asks for them. */
export function hintAfter(position: ScrubPosition, key: string): Hint {
  if (key !== '') return new KeyHint(position, key)
  let hint = WITHOUT_KEY.get(position)
  if (!hint) {
    hint = { position, words: NO_WORDS }
    WITHOUT_KEY.set(position, hint)
  }
  return hint
}

class KeyHint implements Hint {
  readonly position: ScrubPosition
  readonly key: string
  known: readonly string[] | null = null

  constructor(position: ScrubPosition, key: string) {
    this.position = position
    this.key = key
  }

  get words(): readonly string[] {
    this.known ??= wordsOf(this.key)
    return this.known
  }
}

/** `billing_firstName[0]` to `billing first name 0`; a placeholder has none. */
function wordsOf(key: string): readonly string[] {
  if (key.startsWith('[') && key.endsWith(']')) return NO_WORDS
  if (ONE_WORD.test(key)) return [key]
  const end = key.slice(-MAX_KEY_CHARS)
  if (PLAIN_WORDS.test(end)) return end.split(JOINT)
  return end.replace(HUMP, '$1 $2').toLowerCase().split(NO_WORD).filter(Boolean).map(fold)
}
