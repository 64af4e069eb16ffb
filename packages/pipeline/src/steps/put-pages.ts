import {
  cleanReferrer,
  cleanUrl,
  depersonalizePath,
  depersonalizeText,
  isOwnHostname,
  SCRUBS,
} from '@lethe/depersonalize'
import type { Address } from '../address-memory.ts'
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
  const { addresses } = passage.tools
  const known = addresses.recall(page.url)
  if (known) return factsOf(passage, page, { ...known, utm: {} })
  const { query_params, include_fragment } = passage.siteOrThrow
  const url = cleanUrl(page.url, { query_params, include_fragment })
  if (!url) return null
  const path = depersonalizePath(url.path)
  // A page's own host is kept as it is, a referrer's is not; what is remembered must serve both.
  addresses.offer(page.url, { hostname: SCRUBS.host(url.hostname), path })
  return factsOf(passage, page, { hostname: url.hostname, path, utm: url.utm })
}

type CleanPage = Pick<PageFacts, 'hostname' | 'path' | 'utm'>

function factsOf(passage: Passage, page: BeaconPage, { hostname, path, utm }: CleanPage): PageFacts {
  return {
    hostname,
    path,
    referrer: page.referrer === '' ? null : readReferrer(passage, page.referrer, hostname),
    utm: depersonalizeUtm(page.utm, utm),
  }
}

function readReferrer({ tools: { addresses } }: Passage, url: string, ownHostname: string): Address | null {
  const known = addresses.recall(url)
  if (known) return isOwnHostname(known.hostname, ownHostname) ? null : known
  const referrer = cleanReferrer(url, ownHostname)
  if (!referrer) return null
  const address = { hostname: SCRUBS.host(referrer.hostname), path: depersonalizePath(referrer.path) }
  addresses.offer(url, address)
  return address
}

/** What the URL says goes before what was sent apart from it. */
function depersonalizeUtm(sent: PageFacts['utm'], ofUrl: PageFacts['utm']): PageFacts['utm'] {
  const utm: Record<string, string> = { ...sent, ...ofUrl }
  for (const name in utm) utm[name] = depersonalizeText(utm[name] ?? '')
  return utm
}
