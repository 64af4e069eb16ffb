import type { Passage } from './passage.ts'
import { dropAutomated } from './steps/drop-automated.ts'
import { dropBlockedCountries } from './steps/drop-blocked-countries.ts'
import { dropBlockedEvents } from './steps/drop-blocked-events.ts'
import { dropBlockedNetworks } from './steps/drop-blocked-networks.ts'
import { dropBlockedPaths } from './steps/drop-blocked-paths.ts'
import { dropDisabled } from './steps/drop-disabled.ts'
import { dropDuplicates } from './steps/drop-duplicates.ts'
import { dropForeignOrigin } from './steps/drop-foreign-origin.ts'
import { dropLocalhost } from './steps/drop-localhost.ts'
import { dropOptedOut } from './steps/drop-opted-out.ts'
import { dropOverLimit } from './steps/drop-over-limit.ts'
import { dropOverQuota } from './steps/drop-over-quota.ts'
import { dropPrerendered } from './steps/drop-prerendered.ts'
import { dropSpamReferrers } from './steps/drop-spam-referrers.ts'
import { dropUnknownEnvironment } from './steps/drop-unknown-environment.ts'
import { dropUnlistedEnvironment } from './steps/drop-unlisted-environment.ts'
import { dropUnreserved } from './steps/drop-unreserved.ts'
import { dropUnsampled } from './steps/drop-unsampled.ts'
import { putCountry } from './steps/put-country.ts'
import { putDevice } from './steps/put-device.ts'
import { putEntry } from './steps/put-entry.ts'
import { dropNamelessEvents, putEntryOverflow, putItemOverflow } from './steps/put-overflow.ts'
import { putPages } from './steps/put-pages.ts'
import { putPathTemplates } from './steps/put-path-templates.ts'
import { putRows } from './steps/put-rows.ts'
import { putSession } from './steps/put-session.ts'
import { putSite } from './steps/put-site.ts'

/** A step drops items (`drop*`) or fills in facts (`put*`). Its name is the function's. */
export type Step = (passage: Passage) => void | Promise<void>

/** From parsed beacon to stored row, in this order. Read this first. */
export const STEPS: readonly Step[] = [
  putSite,
  dropOptedOut,
  dropForeignOrigin,
  dropBlockedNetworks,
  dropOverLimit,
  dropPrerendered,
  dropUnlistedEnvironment,
  dropDisabled,
  dropBlockedEvents,
  putDevice,
  dropAutomated,
  putCountry,
  dropBlockedCountries,
  putPages,
  dropLocalhost,
  // By the cleaned path, before it is collapsed: a blocked page must not go unseen under a template.
  dropBlockedPaths,
  dropSpamReferrers,
  // Remembers the ids of what is left; the pipeline forgets those that are refused further on.
  dropDuplicates,
  dropOverQuota,
  dropUnreserved,
  // These remember a new name, so they come last.
  dropUnknownEnvironment,
  dropNamelessEvents,
  // Nothing may be refused from here on: paths are learnt from, values are remembered, and sessions move.
  putPathTemplates,
  putEntry,
  putEntryOverflow,
  putSession,
  dropUnsampled,
  putRows,
  putItemOverflow,
]
