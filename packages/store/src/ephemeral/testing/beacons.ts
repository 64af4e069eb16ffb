import { createHash, randomUUID } from 'node:crypto'
import type { EntryFacts, EphemeralStore, IdentifyCall, IdentifyItem, ItemFacts, SiteDay } from '../port.ts'
import { ENTRY_FACT_NAMES } from '../port.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY_MS = 24 * HOUR

/** The UTC day around a time. */
export function utcDay(now: number): SiteDay {
  const starts_at = Math.floor(now / DAY_MS) * DAY_MS
  return { starts_at, ends_at: starts_at + DAY_MS }
}

/** Entry facts that name their item's path. */
export function entryOf(path: string): EntryFacts {
  return Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? path : ''])) as EntryFacts
}

/** A view of `/` without a page id, unless told otherwise. */
export function view(at: number, change: Partial<IdentifyItem> = {}): IdentifyItem {
  const path = change.viewed_path ?? '/'
  return { at, is_engaging: true, viewed_path: path, page_id: '', entry: entryOf(path), ...change }
}

/** As the mechanism makes them: another key each day, and nothing in it that tells who it is. */
export function visitorKey(dayKey: Uint8Array, visitor: string): Uint8Array {
  return createHash('sha256').update(dayKey).update(visitor).digest().subarray(0, 16)
}

/** What the mechanism does with a beacon of a visitor, once: open the day, make keys, ask. */
export async function callOf(
  store: EphemeralStore,
  about: { scope: string; visitor: string; items: (now: number) => readonly IdentifyItem[] },
): Promise<IdentifyCall> {
  const { day, current, previous } = await store.openDay(about.scope, utcDay)
  const now = store.now()
  return {
    scope: about.scope,
    now,
    day,
    key: visitorKey(current, about.visitor),
    previous_key: previous && visitorKey(previous, about.visitor),
    items: about.items(now),
    newSessionId: randomUUID,
  }
}

/** Sends a beacon, again as long as its day turns out to be over. */
export async function send(store: EphemeralStore, about: Parameters<typeof callOf>[1]): Promise<readonly ItemFacts[]> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const facts = await store.identify(await callOf(store, about))
    if (facts) return facts
  }
  throw new Error('the day could not be settled')
}

/** Ids in the order of their first appearance, so that answers of two stores can be compared. */
export function renameIds(facts: readonly ItemFacts[], names: Map<string, string>): ItemFacts[] {
  return facts.map((fact) => {
    if (!names.has(fact.session_id)) names.set(fact.session_id, `session ${names.size}`)
    return { ...fact, session_id: names.get(fact.session_id) as string }
  })
}
