import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import { matchesText } from '../filters/wildcard.ts'
import type { Passage } from '../passage.ts'

/** Refuses names of events by both lists; null without any. */
export const refusesEventName = compiledOnce((filters) => {
  const blocked = parseEntries(filters, 'blocked_event_names')
  const allowed = parseEntries(filters, 'allowed_event_names')
  if (blocked.length === 0 && allowed.length === 0) return null
  return (name: string) => {
    const isIn = (pattern: string) => matchesText(pattern, name)
    return blocked.some(isIn) || (allowed.length > 0 && !allowed.some(isIn))
  }
})

/** Drops events whose name is blocked, or none of the allowed ones; items of other types have no name. */
export function dropBlockedEvents(passage: Passage): void {
  const isRefused = refusesEventName(passage.filters)
  if (isRefused === null) return
  for (const one of passage.items) {
    if (one.item.event && isRefused(one.item.event.name)) passage.drop(one, 'filtered/event_blocked')
  }
}
