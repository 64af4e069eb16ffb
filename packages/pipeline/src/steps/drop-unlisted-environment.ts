import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import type { Passage } from '../passage.ts'

/** Refuses environments that `allowed_environments` does not name; null without a list. */
export const refusesEnvironment = compiledOnce((filters) => {
  const allowed = new Set(parseEntries(filters, 'allowed_environments'))
  return allowed.size === 0 ? null : (environment: string) => !allowed.has(environment)
})

/** Drops what names an environment that the site does not know. */
export function dropUnlistedEnvironment(passage: Passage): void {
  const isRefused = refusesEnvironment(passage.filters)
  if (isRefused?.(passage.beacon.environment)) passage.dropAll('filtered/environment_unknown')
}
