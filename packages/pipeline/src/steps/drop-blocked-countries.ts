import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import type { Passage } from '../passage.ts'

const UNKNOWN = 'ZZ'

/** Refuses countries (ISO 3166-1 alpha-2, '' for an unknown one) by both lists; null without any. */
export const refusesCountry = compiledOnce((filters) => {
  const blocked = new Set(parseEntries(filters, 'blocked_countries'))
  const allowed = new Set(parseEntries(filters, 'allowed_countries'))
  if (blocked.size === 0 && allowed.size === 0) return null
  return (country: string) => {
    const code = country || UNKNOWN
    return blocked.has(code) || (allowed.size > 0 && !allowed.has(code))
  }
})

/** Drops what comes from a blocked country, or from none of the allowed ones. */
export function dropBlockedCountries(passage: Passage): void {
  if (refusesCountry(passage.filters)?.(passage.country)) passage.dropAll('filtered/country_blocked')
}
