import { cleanReferrer, cleanUrl, depersonalizePath, depersonalizeText, SCRUBS } from '@lethe/depersonalize'
import type { BeaconPage } from '../beacon.ts'
import type { PageFacts, Passage } from '../passage.ts'

/** Cuts URLs and referrers down to host and path plus what the site allows; an unreadable URL makes its items malformed. */
export function putPages(passage: Passage): void {
  for (const page of passage.beacon.pages) {
    const facts = readPage(passage, page)
    if (facts) passage.pages.set(page, facts)
  }
  for (const one of passage.items) if (!passage.pages.has(one.item.page)) passage.drop(one, 'invalid/malformed')
}

function readPage(passage: Passage, page: BeaconPage): PageFacts | null {
  const { query_params, include_fragment } = passage.siteOrThrow
  const url = cleanUrl(page.url, { query_params, include_fragment })
  if (!url) return null
  const referrer = cleanReferrer(page.referrer, url.hostname)
  const utm = Object.entries({ ...page.utm, ...url.utm }).map(([key, value]) => [key, depersonalizeText(value)])
  return {
    hostname: url.hostname,
    path: depersonalizePath(url.path),
    referrer: referrer && { hostname: SCRUBS.host(referrer.hostname), path: depersonalizePath(referrer.path) },
    utm: Object.fromEntries(utm),
  }
}
