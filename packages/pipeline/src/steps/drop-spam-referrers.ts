import spam from '../../../../data/spam-referrers.json' with { type: 'json' }
import { compiledOnce } from '../filters/compiled-once.ts'
import { parseEntries } from '../filters/entries.ts'
import { isWithin } from '../filters/hostnames.ts'
import type { Passage } from '../passage.ts'

const SPAM: ReadonlySet<string> = new Set(spam.hosts)

/** Refuses hosts of referrers on the public list or the site's own, and those below them; null when neither is asked. */
export const refusesReferrer = compiledOnce((filters) => {
  const blocked = new Set(parseEntries(filters, 'blocked_referrers'))
  const { filter_spam_referrers } = filters
  if (!filter_spam_referrers && blocked.size === 0) return null
  return (hostname: string) => isWithin(blocked, hostname) || (filter_spam_referrers && isWithin(SPAM, hostname))
})

/** Drops what happened on pages that a spammer's link is said to have led to. */
export function dropSpamReferrers(passage: Passage): void {
  const isRefused = refusesReferrer(passage.filters)
  if (isRefused === null) return
  for (const one of passage.items) {
    const hostname = passage.pages.get(one.item.page)?.referrer?.hostname
    if (hostname !== undefined && isRefused(hostname)) passage.drop(one, 'filtered/spam_referrer')
  }
}
