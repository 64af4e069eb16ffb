import type { SiteChange } from '@lethe/catalogue'
import type { ControlStore, StoredSite } from '@lethe/store/control'

/** The sites in memory, so that a beacon costs no read of the control store; every change goes through here. */
export interface SiteDirectory {
  list(): readonly StoredSite[]
  byKey(key: string): StoredSite | null
  byClientKey(clientKey: string): StoredSite | null
  create(settings: SiteChange): Promise<StoredSite>
  change(key: string, change: Partial<SiteChange>): Promise<StoredSite>
  /** From this call on the site takes nothing; `erase` deletes what it has stored, then the site itself goes. */
  delete(site: StoredSite, erase: () => Promise<void>): Promise<void>
  /** Keeps the first time it is told, in memory and in the store. */
  markFirstPageview(siteId: number, at: number): Promise<void>
}

export async function openSiteDirectory(control: Pick<ControlStore, 'sites'>): Promise<SiteDirectory> {
  const byKey = new Map<string, StoredSite>()
  const byClientKey = new Map<string, StoredSite>()
  const put = (site: StoredSite): StoredSite => {
    byKey.set(site.key, site)
    byClientKey.set(site.client_key, site)
    return site
  }
  for (const site of await control.sites.list()) put(site)
  return {
    list: () => [...byKey.values()],
    byKey: (key) => byKey.get(key) ?? null,
    byClientKey: (clientKey) => byClientKey.get(clientKey) ?? null,
    create: async (settings) => put(await control.sites.create(settings)),
    change: async (key, change) => put(await control.sites.change(key, change)),
    delete: async (site, erase) => {
      byClientKey.delete(site.client_key)
      try {
        await erase()
        await control.sites.delete(site.key)
      } catch (error) {
        byClientKey.set(site.client_key, site)
        throw error
      }
      byKey.delete(site.key)
    },
    markFirstPageview: async (siteId, at) => {
      const site = [...byKey.values()].find((each) => each.id === siteId)
      if (site === undefined || site.first_pageview_at !== null) return
      put({ ...site, first_pageview_at: at })
      await control.sites.markFirstPageview(siteId, at)
    },
  }
}
