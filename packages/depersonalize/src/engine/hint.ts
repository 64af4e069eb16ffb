import type { ScrubPosition } from '@lethe/catalogue'

/** What is known of a text besides itself. */
export interface Hint {
  readonly position: ScrubPosition
  /** Words of the key that the text is the value of, or of the path segment before it, in lower case: `['first', 'name']`. */
  readonly words: readonly string[]
}
