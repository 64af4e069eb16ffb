import type { SiteChange } from '@lethe/catalogue'
import type { ControlStore, StoredSite } from '@lethe/store/control'

/** The sites in memory, so that a beacon costs no read of the control store; every change goes through here. */
export interface SiteDirectory {
  list(): readonly StoredSite[]
  byKey(key: string): StoredSite | null
  byClientKey(clientKey: string): StoredSite | null
  create(settings: SiteChange): Promise<StoredSite>
  change(key: string, change: Partial<SiteChange>): Promise<StoredSite>
  /** From this call on there is no such site; it comes back when `run`, which takes it out of the store, fails. */
  delete<Result>(site: StoredSite, run: () => Promise<Result>): Promise<Result>
  /** Keeps the first time it is told, in memory and in the store. */
  markFirstPageview(siteId: number, at: number): Promise<void>
  /** Reads the sites again if any was changed, by this node or another. Throws `store_unavailable`; what is known stays. */
  refresh(): Promise<void>
  /** In memory: the store has done it. */
  forgetFirstPageview(siteId: number): void
}

type SitesStore = Pick<ControlStore, 'sites'>

function openIndex() {
  const byKey = new Map<string, StoredSite>()
  const byClientKey = new Map<string, StoredSite>()
  /** Keys of sites that are being deleted: there are no such sites, whatever the store still says. */
  const leaving = new Set<string>()
  const put = (site: StoredSite): StoredSite => {
    byKey.set(site.key, site)
    byClientKey.set(site.client_key, site)
    return site
  }
  const byId = (id: number) => [...byKey.values()].find((site) => site.id === id)
  return { byKey, byClientKey, byId, leaving, put }
}

export async function openSiteDirectory(control: SitesStore): Promise<SiteDirectory> {
  const { sites } = control
  const { byKey, byClientKey, byId, leaving, put } = openIndex()
  let revision: number | null = null
  let writes = 0

  /** Noted on both sides, so that what was read meanwhile is known to be old. */
  const write = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    writes++
    try {
      return await run()
    } finally {
      writes++
    }
  }
  const refresh = async (): Promise<void> => {
    const writesBefore = writes
    const found = await sites.revision()
    if (found === revision) return
    const all = await sites.list()
    if (writes !== writesBefore) return
    byKey.clear()
    byClientKey.clear()
    for (const site of all) if (!leaving.has(site.key)) put(site)
    revision = found
  }

  await refresh()
  return {
    list: () => [...byKey.values()],
    byKey: (key) => byKey.get(key) ?? null,
    byClientKey: (clientKey) => byClientKey.get(clientKey) ?? null,
    create: (settings) => write(async () => put(await sites.create(settings))),
    change: (key, change) => write(async () => put(await sites.change(key, change))),
    delete: async (site, run) => {
      leaving.add(site.key)
      byKey.delete(site.key)
      byClientKey.delete(site.client_key)
      try {
        return await write(run)
      } catch (error) {
        put(site)
        throw error
      } finally {
        leaving.delete(site.key)
      }
    },
    markFirstPageview: async (siteId, at) => {
      const site = byId(siteId)
      if (site === undefined || site.first_pageview_at !== null) return
      put({ ...site, first_pageview_at: at })
      await write(() => sites.markFirstPageview(siteId, at))
    },
    refresh,
    forgetFirstPageview: (siteId) => {
      const site = byId(siteId)
      if (site !== undefined) put({ ...site, first_pageview_at: null })
    },
  }
}

/** A change on another node counts here within this time and the length of a read. */
const REFRESH_MS = 2_000

/** Asks again and again; `report` is told once when the store goes away, and again after it was back. */
export function watchSites(
  sites: Pick<SiteDirectory, 'refresh'>,
  report: (error: unknown) => void,
  everyMs = REFRESH_MS,
): { readonly close: () => Promise<void> } {
  let isAway = false
  let pending: Promise<void> | null = null
  const ask = async () => {
    try {
      await sites.refresh()
      isAway = false
    } catch (error) {
      if (!isAway) report(error)
      isAway = true
    }
    pending = null
  }
  const timer = setInterval(() => {
    pending ??= ask()
  }, everyMs)
  return {
    close: async () => {
      clearInterval(timer)
      await pending
    },
  }
}
