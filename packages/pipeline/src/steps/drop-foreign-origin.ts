import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import { hostnameOf, matchesHostname, matchesOrigin } from '../filters/origin.ts'
import type { Passage } from '../passage.ts'

const allowedOrigins = compiledOnce((filters) => parseEntries(filters, 'origin_allowlist'))

/** Refuses hosts that `origin_allowlist` does not name; null without a list. */
export const refusesHostname = compiledOnce((filters) => {
  const allowed = allowedOrigins(filters)
  if (allowed.length === 0) return null
  return (hostname: string) => !allowed.some((pattern) => matchesHostname(pattern, hostname))
})

/**
 * Drops what comes from pages on hosts that are not allowed. The page's address says the host, since the script sends neither
 * its scheme nor its port; those are compared with the `Origin` header, which must be allowed too when there is one.
 */
export function dropForeignOrigin(passage: Passage): void {
  const isRefused = refusesHostname(passage.filters)
  if (isRefused === null) return
  const { origin } = passage.request
  const isForeign =
    origin !== undefined && !allowedOrigins(passage.filters).some((pattern) => matchesOrigin(pattern, origin))
  if (isForeign) passage.dropAll('filtered/origin_not_allowed')
  for (const one of passage.items) {
    const hostname = hostnameOf(one.item.page.url)
    // What has no host is no page: `putPages` says so.
    if (hostname !== null && isRefused(hostname)) passage.drop(one, 'filtered/origin_not_allowed')
  }
}
