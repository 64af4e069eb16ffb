import type { Passage } from '../passage.ts'

/** Drops what a program sent: its user agent says so, or the browser says that it is driven (`navigator.webdriver`). */
export function dropAutomated(passage: Passage): void {
  const isBot = passage.device?.is_bot === true || passage.beacon.signals.is_automated
  if (passage.siteOrThrow.filter_bots && isBot) passage.dropAll('filtered/bot')
}
