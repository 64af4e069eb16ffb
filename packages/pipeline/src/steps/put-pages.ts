import { type Address, cleanReferrer, cleanUrl, isOwnHostname } from '@lethe/depersonalize'
import type { BeaconPage } from '../beacon.ts'
import type { PageFacts, Passage } from '../passage.ts'
import type { Cleaning } from './scrub-value.ts'

/** Cuts URLs and referrers down to host and path plus what the site allows; an unreadable URL makes its items malformed. */
export function putPages(passage: Passage): void {
  for (const page of passage.beacon.pages) {
    const facts = readPage(passage, page)
    if (facts) passage.pages.set(page, facts)
  }
  for (const one of passage.items) if (!passage.pages.has(one.item.page)) passage.drop(one, 'invalid/malformed')
}

function readPage(passage: Passage, page: BeaconPage): PageFacts | null {
  const { addresses } = passage
  const known = addresses?.recall(page.url)
  if (known) return factsOf(passage, page, { ...known, utm: {} })
  const { query_params, include_fragment } = passage.siteOrThrow
  const url = cleanUrl(page.url, { query_params, include_fragment })
  if (!url) return null
  const { depersonalizer, note } = passage.cleaningOf(page)
  const path = depersonalizer.pagePath(url.path, note)
  // A page's own host is kept as it is, a referrer's is not; what is remembered must serve both.
  if (path === url.path) addresses?.offer(page.url, depersonalizer.referrer(url))
  return factsOf(passage, page, { hostname: url.hostname, path, utm: url.utm })
}

type CleanPage = Pick<PageFacts, 'hostname' | 'path' | 'utm'>

function factsOf(passage: Passage, page: BeaconPage, { hostname, path, utm }: CleanPage): PageFacts {
  return {
    hostname,
    path,
    referrer: page.referrer === '' ? null : readReferrer(passage, page, hostname),
    utm: depersonalizeUtm({ ...page.utm, ...utm }, passage.cleaningOf(page)),
  }
}

function readReferrer(passage: Passage, page: BeaconPage, ownHostname: string): Address | null {
  const { addresses } = passage
  const known = addresses?.recall(page.referrer)
  if (known) return isOwnHostname(known.hostname, ownHostname) ? null : known
  const referrer = cleanReferrer(page.referrer, ownHostname)
  if (!referrer) return null
  const { depersonalizer, note } = passage.cleaningOf(page)
  const address = depersonalizer.referrer(referrer, note)
  addresses?.offer(page.referrer, address)
  return address
}

/** What the URL says has gone before what was sent apart from it. */
function depersonalizeUtm(sent: PageFacts['utm'], { depersonalizer, note }: Cleaning): PageFacts['utm'] {
  const utm: Record<string, string> = {}
  for (const name in sent) utm[name] = depersonalizer.utm(name, sent[name] ?? '', note)
  return utm
}
