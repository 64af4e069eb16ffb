import type { Passage } from '../passage.ts'

/** Drops what is more than the site's rate allows: the last items of the beacon. */
export function dropOverLimit(passage: Passage): void | Promise<void> {
  const { items, request, tools } = passage
  if (!tools.grantItems || request.is_rate_exempt || items.length === 0) return
  const drop = (granted: number) => {
    for (const one of items.slice(granted)) passage.drop(one, 'limited/rate_limit')
  }
  const granted = tools.grantItems(passage.siteOrThrow.id, items.length)
  return granted instanceof Promise ? granted.then(drop) : drop(granted)
}
