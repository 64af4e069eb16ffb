import type { Passage } from '../passage.ts'

/**
 * Drops items that arrived before: a beacon whose answer was lost is sent again with the ids that its page gave its items.
 * The single form has none, and equal bodies are real visits.
 */
export function dropDuplicates(passage: Passage): void {
  if (passage.beacon.form === 'single') return
  const { id: siteId } = passage.siteOrThrow
  // A preview remembers nothing, so a beacon that repeats itself has to be noticed here.
  const ids = new Set<string>()
  for (const one of passage.items) {
    const { id } = one.item
    if (id === '') continue
    one.hash = ids.has(id) ? null : passage.tools.takeItem(siteId, id)
    if (one.hash === null) passage.drop(one, 'invalid/duplicate')
    ids.add(id)
  }
}
