import type { ControlStore, StoredSite } from '@lethe/store/control'
import type { SiteDirectory } from './site-directory.ts'

const DEMO_SITE = 'demo_site_key'

/** The site of the demo shop: made once; when its owner deletes it, the next start makes another. */
export async function ensureDemoSite(control: Pick<ControlStore, 'meta'>, sites: SiteDirectory): Promise<StoredSite> {
  const key = await control.meta.get(DEMO_SITE)
  const known = key === null ? null : sites.byKey(key)
  if (known !== null) return known
  const site = await sites.create({ name: 'Demo shop' })
  await control.meta.set(DEMO_SITE, site.key)
  return site
}
