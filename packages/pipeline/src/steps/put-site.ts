import type { Passage } from '../passage.ts'

/** Finds the site of the client key; without one every item is `invalid/unknown_site`. */
export async function putSite(passage: Passage): Promise<void> {
  passage.site = await passage.tools.findSite(passage.beacon.client_key)
  if (!passage.site) passage.dropAll('invalid/unknown_site')
}
