import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import type { Passage } from '../passage.ts'

/** Refuses paths that a pattern of `blocked_paths` matches; null without any. */
export const refusesPath = compiledOnce((filters) => {
  const globs = parseEntries(filters, 'blocked_paths')
  return globs.length === 0 ? null : (path: string) => globs.some((matches) => matches(path))
})

/** Drops what happened on blocked pages. Their paths are compared as they are cleaned, which is what the owner sees. */
export function dropBlockedPaths(passage: Passage): void {
  const isRefused = refusesPath(passage.filters)
  if (isRefused === null) return
  for (const one of passage.items) {
    if (isRefused(passage.pages.get(one.item.page)?.path ?? '')) passage.drop(one, 'filtered/path_blocked')
  }
}
