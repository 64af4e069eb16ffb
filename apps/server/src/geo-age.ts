import type { About } from '@lethe/catalogue'

const OLD_AFTER_DAYS = 90
const DAY_MS = 86_400_000

/** What to tell the operator when the country database is more than 90 days old; null while it is fresh. */
export function warnOfOldGeo({ built_at }: Pick<About['geo'], 'built_at'>, now: number): string | null {
  if (built_at === null || now - built_at <= OLD_AFTER_DAYS * DAY_MS) return null
  const built = new Date(built_at).toISOString().slice(0, 10)
  return (
    `The country database is of ${built}, older than ${OLD_AFTER_DAYS} days: some countries will be wrong. ` +
    'Set LETHE_GEO_DATABASE to a newer MMDB file.'
  )
}
