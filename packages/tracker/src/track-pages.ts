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
  wrap(window.history, 'pushState', onNavigation)
  let path = window.location.pathname
  wrap(window.history, 'replaceState', () => {
    // Routers replace the state of the same page over and over: only another path is another page.
    if (window.location.pathname !== path) onNavigation()
    path = window.location.pathname
  })
  window.addEventListener('popstate', onNavigation)
  window.addEventListener('hashchange', onNavigation)
}

function wrap(history: History, name: 'pushState' | 'replaceState', after: () => void): void {
  const original = history[name]
  history[name] = function (this: History, ...args: Parameters<History['pushState']>) {
    const answer = original.apply(this, args)
    after()
    return answer
  }
}
