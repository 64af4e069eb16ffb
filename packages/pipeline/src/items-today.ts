import type { Site } from '@lethe/catalogue'
import { siteDay } from '@lethe/identity'

/** What a day and its quota depend on. */
export type QuotaSite = Pick<Site, 'timezone'> & Partial<Pick<Site, 'quota_items_per_day'>> & { readonly id: number }

/** Today of a site's zone, epoch ms, the end exclusive, and how many items were stored since it began. */
export interface TodayCount {
  readonly starts_at: number
  readonly ends_at: number
  readonly item_count: number
}

/** How many items sites have stored today, whether they have a quota or not: one may be set at any time. */
export interface ItemsToday {
  /** How many of so many items the site's quota leaves; they count from now on. */
  take(site: QuotaSite, want: number): number
  /** What `take` would answer; counts nothing. */
  look(site: QuotaSite, want: number): number
  /** Counts items that were stored before; below 0, takes back some that were not stored after all. */
  add(site: QuotaSite, count: number): void
  of(site: QuotaSite): TodayCount
  forget(siteId: number): void
}

/** A day under way goes on to its end when the site's zone is changed. */
export function openItemsToday({ now }: { readonly now: () => number }): ItemsToday {
  const days = new Map<number, TodayCount>()

  const of = ({ id, timezone }: QuotaSite): TodayCount => {
    const at = now()
    const known = days.get(id)
    if (known && at >= known.starts_at && at < known.ends_at) return known
    return { ...siteDay(at, timezone), item_count: 0 }
  }
  const add = (site: QuotaSite, count: number) => {
    const today = of(site)
    // Midnight may have passed since they were taken.
    days.set(site.id, { ...today, item_count: Math.max(0, today.item_count + count) })
  }
  const look = (site: QuotaSite, want: number): number => {
    const most = site.quota_items_per_day ?? Number.POSITIVE_INFINITY
    return Math.max(0, Math.min(want, most - of(site).item_count))
  }

  return {
    take(site, want) {
      const granted = look(site, want)
      add(site, granted)
      return granted
    },
    look,
    add,
    of,
    forget: (siteId) => void days.delete(siteId),
  }
}
