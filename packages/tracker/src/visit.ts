import { cleanReferrer, scrubText } from '@lethe/depersonalize/light'
import type { Collector } from './collector.ts'
import type { Page } from './item.ts'
import { navigationType } from './navigation-type.ts'
import { pageUrl } from './page-url.ts'
import { randomId } from './random-id.ts'

/** The pages that one document shows, one after the other. */
export interface Visit {
  /** The page that is shown now; made without a pageview when the site sends its own and has not yet. Null off the web. */
  page(): Page | null
  /** A page is shown: counts it, unless it is the one that is shown already. The first one is the landing page. */
  show(type?: 'soft-navigation' | 'back-forward-cache'): void
}

/** `beforeNext` runs while the previous page is still the current one. */
export function openVisit(window: Window, collector: Collector, beforeNext: () => void): Visit {
  let current: Page | null = null
  let opened: string | null = null
  let shown: string | null = null

  /** Without the campaign, so that the same page is the same address. */
  const addressNow = (): string | null => pageUrl(window.location.href, collector.options(), false)

  const open = (type?: string): Page | null => {
    const url = pageUrl(window.location.href, collector.options(), type === undefined)
    if (!url) return null
    opened = addressNow()
    // Only the landing page names where the visit came from; a later one would count its campaign again.
    const referrer = type === undefined ? referrerOf(window) : type === 'soft-navigation' ? addressOf(current) : ''
    current = { id: randomId(), url, referrer, navigation_type: type ?? navigationType(window) }
    return current
  }

  return {
    page: () => current ?? open(),
    show(type = 'soft-navigation') {
      const address = addressNow()
      if (address === shown && type !== 'back-forward-cache') return
      beforeNext()
      // A page that was opened without a pageview, and is still shown, is the landing page: it only has to be counted.
      if (shown !== null) open(type)
      else if (opened !== address) open()
      shown = address
      collector.add(current, 'pageview', {})
      collector.flush()
    },
  }
}

function referrerOf(window: Window): string {
  const referrer = cleanReferrer(window.document.referrer, window.location.hostname)
  return referrer ? `https://${referrer.hostname}${scrubText(referrer.path)}` : ''
}

const addressOf = (page: Page | null): string => page?.url.split(/[?#]/)[0] ?? ''
