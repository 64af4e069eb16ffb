import type { Passage } from '../passage.ts'

/** Drops what is more than the site's quota of the day leaves: the last items of the beacon. */
export function dropOverQuota(passage: Passage): void {
  const { items, tools } = passage
  passage.taken_today = tools.takeToday(passage.siteOrThrow, items.length)
  for (const one of items.slice(passage.taken_today)) passage.drop(one, 'limited/quota')
}
