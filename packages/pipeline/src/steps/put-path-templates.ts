import type { Passage } from '../passage.ts'

/** Writes `*` where the site's paths have had too many values at a position; entry and session go by the path that is stored. */
export function putPathTemplates(passage: Passage): void {
  const site = passage.siteOrThrow
  if (!site.learn_paths) return
  const left = new Set(passage.items.map(({ item }) => item.page))
  for (const [page, facts] of passage.pages) {
    if (left.has(page)) passage.pages.set(page, { ...facts, path: passage.tools.templatePath(site, facts.path) })
  }
}
