import type { Passage } from '../passage.ts'

/** Asks for room for the rows before anything changes; without it every item is `failed/spool_full`. */
export function dropUnreserved(passage: Passage): void {
  const { length } = passage.items
  if (length > 0 && !passage.tools.reserve(length)) passage.dropAll('failed/spool_full')
}
