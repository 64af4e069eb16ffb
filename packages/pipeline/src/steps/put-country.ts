import type { Passage } from '../passage.ts'

/** Looks up the country of the address, which is the last use of it but the visitor key. */
export function putCountry(passage: Passage): void {
  if (passage.items.length > 0) passage.country = passage.tools.countryOf(passage.request.ip)
}
