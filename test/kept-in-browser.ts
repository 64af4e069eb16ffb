/** Everything of ours that a browser could have kept of a visit; runs in the page. */
export interface Kept {
  readonly cookie: string
  readonly local_storage: number
  readonly session_storage: number
  readonly indexed_databases: readonly (string | undefined)[]
  readonly caches: readonly string[]
  readonly service_workers: number
}

export const NOTHING_KEPT: Kept = {
  cookie: '',
  local_storage: 0,
  session_storage: 0,
  indexed_databases: [],
  caches: [],
  service_workers: 0,
}

/** Asks a page, of Playwright or of Puppeteer, what its origin has stored. */
export function keptInBrowser(page: { evaluate<T>(read: () => Promise<T>): Promise<T> }): Promise<Kept> {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local_storage: localStorage.length,
    session_storage: sessionStorage.length,
    indexed_databases: (await indexedDB.databases()).map((database) => database.name),
    // Private windows of Firefox refuse the Cache API: there is nothing then.
    caches: await caches.keys().catch(() => []),
    service_workers: (await navigator.serviceWorker.getRegistrations().catch(() => [])).length,
  }))
}
