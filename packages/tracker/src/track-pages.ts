import { guard } from './guard.ts'

export interface PageHooks {
  /** The address changed without a load. */
  readonly onNavigation: () => void
  /** The page came back from the back/forward cache. */
  readonly onRestore: () => void
}

/** Listens for everything that shows another page in this document. */
export function trackPages(window: Window, isHistoryTracked: boolean, hooks: PageHooks): void {
  // Registered before web-vitals, whose metrics of a restored page must find the new page.
  window.addEventListener(
    'pageshow',
    guard((event) => (event as PageTransitionEvent).persisted && hooks.onRestore()),
    true,
  )
  if (!isHistoryTracked) return
  const onNavigation = guard(hooks.onNavigation)
  wrap(window, 'pushState', onNavigation)
  // Routers replace the state of the same page over and over: only another path is another page.
  wrap(window, 'replaceState', (pathBefore) => window.location.pathname !== pathBefore && onNavigation())
  window.addEventListener('popstate', onNavigation)
  window.addEventListener('hashchange', onNavigation)
}

function wrap(window: Window, name: 'pushState' | 'replaceState', after: (pathBefore: string) => void): void {
  const { history } = window
  const original = history[name]
  history[name] = function (this: History, ...args: Parameters<History['pushState']>) {
    const pathBefore = window.location.pathname
    original.apply(this, args)
    after(pathBefore)
  }
}
