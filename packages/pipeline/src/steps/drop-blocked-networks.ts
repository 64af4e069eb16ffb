import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import { networkSet } from '../filters/network.ts'
import type { Passage } from '../passage.ts'

const networksOf = compiledOnce((filters) => {
  const blocked = parseEntries(filters, 'blocked_networks')
  const allowed = parseEntries(filters, 'allowed_networks')
  return {
    isBlocked: blocked.length === 0 ? null : networkSet(blocked),
    isAllowed: allowed.length === 0 ? null : networkSet(allowed),
  }
})

/** Drops what comes from a blocked network, or from outside the allowed ones; an unknown address is outside. */
export function dropBlockedNetworks(passage: Passage): void {
  const { isBlocked, isAllowed } = networksOf(passage.filters)
  const { ip } = passage.request
  if (isBlocked?.(ip)) passage.dropAll('filtered/network_blocked')
  else if (isAllowed && !isAllowed(ip)) passage.dropAll('filtered/network_not_allowed')
}
