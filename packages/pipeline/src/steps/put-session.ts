import type { VisitItem } from '@lethe/identity'
import type { ItemPassage, Passage } from '../passage.ts'

/** Identifies the whole beacon, once. The only step that uses the user agent and the address for the visitor key. */
export async function putSession(passage: Passage): Promise<void> {
  const { items, request } = passage
  if (items.length === 0) return
  const site = passage.siteOrThrow
  for (const one of items) one.facts = one.hash && passage.tools.keptFacts.of(one.hash)
  const fresh = items.filter(({ facts }) => facts === null)
  if (fresh.length === 0) return
  const facts = await passage.tools.identify({
    site_id: site.id,
    environment: passage.beacon.environment,
    timezone: site.timezone,
    ip: request.ip,
    user_agent: request.user_agent,
    items: fresh.map((one) => visitItem(passage, one)),
  })
  for (const [at, one] of fresh.entries()) one.facts = facts[at] ?? null
}

function visitItem(passage: Passage, { item }: ItemPassage): VisitItem {
  const page = passage.pages.get(item.page)
  const entry = passage.entries.get(item.page)
  if (!page || !entry) throw new Error('an item without page facts came as far as putSession')
  return {
    type: item.type,
    is_automatic: item.event?.is_automatic === true,
    page_id: item.page.id,
    path: page.path,
    age_ms: item.age_ms,
    entry,
  }
}
