import type { Migration } from 'kysely'
import { createControl } from './0001-control.ts'
import { createAnnotations } from './0002-annotations.ts'
import { addSitePrivacy } from './0003-site-privacy.ts'
import { createScrubs } from './0004-scrubs.ts'
import { addScrubSettings } from './0005-scrub-settings.ts'
import { createPathTemplates } from './0006-path-templates.ts'
import { addInboundFilters } from './0007-inbound-filters.ts'
import { createDeletions } from './0008-deletions.ts'
import { addSiteQuota } from './0009-site-quota.ts'

/** By name, applied in the order of the names. One that has been released is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-control': createControl,
  '0002-annotations': createAnnotations,
  '0003-site-privacy': addSitePrivacy,
  '0004-scrubs': createScrubs,
  '0005-scrub-settings': addScrubSettings,
  '0006-path-templates': createPathTemplates,
  '0007-inbound-filters': addInboundFilters,
  '0008-deletions': createDeletions,
  '0009-site-quota': addSiteQuota,
}
