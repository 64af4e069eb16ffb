import type { ControlStore } from '@lethe/store/control'
import type { SiteDirectory } from './site-directory.ts'

/** Under this name the control store keeps the key of the site "Seeded shop". */
export const SEEDED_SITE = 'seeded_site_key'

/** Whether the site's traffic is made up (`--seed`). */
export async function isSeededSite(
  siteId: number,
  { control, sites }: { control: Pick<ControlStore, 'meta'>; sites: Pick<SiteDirectory, 'byKey'> },
): Promise<boolean> {
  const key = await control.meta.get(SEEDED_SITE)
  return key !== null && sites.byKey(key)?.id === siteId
}
