import type { Passage } from '../passage.ts'

/** Asks for room for the rows before anything changes; without it every item is `failed/spool_full`. */
export function dropUnreserved(passage: Passage): void {
  const { length } = passage.items
  if (length === 0) return
  if (passage.tools.reserve(length, passage.siteOrThrow.id)) passage.reserved = length
  else passage.dropAll('failed/spool_full')
}
