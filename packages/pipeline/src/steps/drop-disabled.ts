import type { Passage } from '../passage.ts'

/** Drops the kinds of items that the site has switched off. */
export function dropDisabled(passage: Passage): void {
  const { webvitals_enabled, errors_enabled } = passage.siteOrThrow
  for (const one of passage.items) {
    const isOff = (one.item.type === 'vitals' && !webvitals_enabled) || (one.item.type === 'error' && !errors_enabled)
    if (isOff) passage.drop(one, 'filtered/disabled')
  }
}
