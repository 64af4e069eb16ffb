import type { Passage } from '../passage.ts'

/** Drops what names one environment too many; settings of a site cannot declare theirs yet. */
export function dropUnknownEnvironment(passage: Passage): void {
  if (passage.items.length === 0) return
  const isKnown = passage.tools.takeEnvironment(passage.siteOrThrow.id, passage.beacon.environment)
  if (!isKnown) passage.dropAll('filtered/environment_unknown')
}
