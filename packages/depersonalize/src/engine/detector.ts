import type { ScrubType } from '@lethe/catalogue'
import type { Hint } from './hint.ts'
import type { Traits } from './traits.ts'

/** Where in a text something personal is: `text.slice(start, end)`. */
export interface Finding {
  readonly start: number
  readonly end: number
}

/** Finds one kind of personal data. Linear in the length of the text, never throws, knows nothing of the others. */
export interface Detector {
  /** What is put in its place, and counted. */
  readonly type: ScrubType
  /** A cheap look at what the text is made of: false when it cannot hold one. */
  readonly needs: (traits: Traits) => boolean
  /** Left to right, without overlaps, in normalised text (see `normalise.ts`). */
  readonly find: (text: string, hint: Hint, traits: Traits) => readonly Finding[]
}
