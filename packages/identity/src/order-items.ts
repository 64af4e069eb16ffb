import { SESSION_MAX_MS } from '@lethe/catalogue'
import type { IdentifyItem, SiteDay } from '@lethe/store/ephemeral/port'
import type { Visit, VisitItem } from './visit.ts'

export interface OrderedItem extends IdentifyItem {
  /** Place in the beacon. */
  readonly index: number
}

/**
 * A beacon's items, oldest first, with their times: receipt minus age, not before the day began. An item is never older
 * than its own page's view in the same beacon (an error thrown while the page loads is reported before the view is).
 */
export function orderItems(visit: Visit, now: number, day: SiteDay): OrderedItem[] {
  const viewAge = new Map<string, number>()
  for (const item of visit.items) if (isView(item)) viewAge.set(item.page_id, ageOf(item))
  const earliest = Math.min(day.starts_at, now)
  return visit.items
    .map((item, index) => {
      const age = Math.min(ageOf(item), viewAge.get(item.page_id) ?? SESSION_MAX_MS)
      const isViewed = isView(item)
      return {
        index,
        at: Math.max(now - age, earliest),
        is_engaging: isViewed || (item.type === 'event' && !item.is_automatic),
        viewed_path: isViewed ? item.path : null,
        page_id: item.page_id,
        entry: item.entry,
      }
    })
    .sort((a, b) => a.at - b.at || rank(a) - rank(b) || a.index - b.index)
}

/** Views go before what happened on them at the same time. */
function rank(item: IdentifyItem): number {
  return item.viewed_path === null ? 1 : 0
}

function isView(item: VisitItem): boolean {
  return item.type === 'pageview'
}

function ageOf(item: VisitItem): number {
  return Number.isFinite(item.age_ms) ? Math.min(Math.max(item.age_ms, 0), SESSION_MAX_MS) : 0
}
