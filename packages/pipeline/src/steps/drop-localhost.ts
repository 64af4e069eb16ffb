import type { Passage } from '../passage.ts'

const LOCAL = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])$/

/** Drops what came from a page on the developer's own machine. */
export function dropLocalhost(passage: Passage): void {
  if (!passage.siteOrThrow.filter_localhost) return
  for (const one of passage.items) {
    if (LOCAL.test(passage.pages.get(one.item.page)?.hostname ?? '')) passage.drop(one, 'filtered/localhost')
  }
}
