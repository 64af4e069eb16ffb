import type { Passage } from '../passage.ts'

/** Honours Global Privacy Control and Do Not Track, sent as header or read by the page, where the site honours them. */
export function dropOptedOut(passage: Passage): void {
  const { honor_gpc, honor_dnt } = passage.siteOrThrow
  const { signals } = passage.beacon
  const isGpc = passage.request.is_gpc || signals.is_gpc
  const isDnt = passage.request.is_dnt || signals.is_dnt
  if ((honor_gpc && isGpc) || (honor_dnt && isDnt)) passage.dropAll('filtered/opted_out')
}
