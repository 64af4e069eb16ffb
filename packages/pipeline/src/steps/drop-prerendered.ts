import type { Passage } from '../passage.ts'

/** Drops what a page sent that was prepared and not shown yet: the page says so, or the browser with the request. */
export function dropPrerendered(passage: Passage): void {
  const isPrerendering = passage.beacon.signals.is_prerendering || passage.request.is_prerendering === true
  if (passage.filters.filter_prerender && isPrerendering) passage.dropAll('filtered/prerender')
}
