import type { ScrubPosition } from '@lethe/catalogue'
import { encodePiece } from './decode.ts'
import type { Means } from './find-personal.ts'
import { hintAfter } from './hint.ts'
import { type Scrub, scrub } from './scrub-text.ts'

/** A replacement and where it was made; never with the value. */
export interface ScrubNote extends Scrub {
  readonly position: ScrubPosition
}

/** What to look for, and who is told of what was found. */
export interface Scan extends Means {
  readonly position: ScrubPosition
  readonly note: (scrub: ScrubNote) => void
  /** Whether pieces of paths are spelt as URLs spell them (the rule), or were decoded before and stand in a text. */
  readonly is_decoded?: boolean
}

/** One text, the value of a key or what follows a path segment; `key` is '' when there is none. */
export function scrubPiece(text: string, key: string, scan: Scan): string {
  if (text === '') return text
  const scrubbed = scrub(text, hintAfter(scan.position, key), scan)
  const { position } = scan
  for (const { type, reason } of scrubbed.scrubs) scan.note({ type, reason, position })
  return scrubbed.text
}

/** A piece of a URL: clean it keeps its spelling, else it is spelt as URLs spell it. */
export function scrubUrlPiece(text: string, key: string, scan: Scan): string {
  const scrubbed = scrubPiece(text, key, scan)
  return scrubbed === text || scan.is_decoded ? scrubbed : encodePiece(scrubbed)
}
