import { type ItemsToday, openItemsToday } from '@lethe/pipeline'
import type { ControlStore } from '@lethe/store/control'
import type { SiteDirectory } from '../site-directory.ts'

/** What sites have stored today as far as it is written down, by the hour, so that a restart opens no quota anew. */
export async function openStoredToday(options: {
  readonly control: Pick<ControlStore, 'outcomes'>
  readonly sites: Pick<SiteDirectory, 'list'>
  readonly now: () => number
}): Promise<ItemsToday> {
  const { control, sites } = options
  const today = openItemsToday(options)
  for (const site of sites.list()) {
    const { starts_at, ends_at } = today.of(site)
    const rows = await control.outcomes.list(site.id, starts_at, ends_at)
    const counts = rows.filter(({ outcome }) => outcome === 'accepted').map(({ count }) => count)
    today.add(
      site,
      counts.reduce((sum, count) => sum + count, 0),
    )
  }
  return today
}
