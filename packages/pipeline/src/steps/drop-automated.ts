import type { Passage } from '../passage.ts'

/**
 * Drops what a program sent: its user agent or its client hints say so, or the page has found that it is driven
 * (`navigator.webdriver`, the globals of test tools).
 */
export function dropAutomated(passage: Passage): void {
  const { device, request, beacon } = passage
  const isBot = device?.is_bot === true || request.is_headless === true || beacon.signals.is_automated
  if (passage.siteOrThrow.filter_bots && isBot) passage.dropAll('filtered/bot')
}
