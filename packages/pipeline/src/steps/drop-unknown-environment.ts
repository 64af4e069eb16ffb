import type { Passage } from '../passage.ts'

/** Drops what names one environment too many. Those that the site's list names are as few as the list. */
export function dropUnknownEnvironment(passage: Passage): void {
  if (passage.items.length === 0 || passage.filters.allowed_environments.length > 0) return
  const isKnown = passage.tools.takeEnvironment(passage.siteOrThrow.id, passage.beacon.environment)
  if (!isKnown) passage.dropAll('filtered/environment_unknown')
}
