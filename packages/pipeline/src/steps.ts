import type { Passage } from './passage.ts'
import { dropAutomated } from './steps/drop-automated.ts'
import { dropDisabled } from './steps/drop-disabled.ts'
import { dropDuplicates } from './steps/drop-duplicates.ts'
import { dropLocalhost } from './steps/drop-localhost.ts'
import { dropOptedOut } from './steps/drop-opted-out.ts'
import { dropUnknownEnvironment } from './steps/drop-unknown-environment.ts'
import { dropUnreserved } from './steps/drop-unreserved.ts'
import { dropUnsampled } from './steps/drop-unsampled.ts'
import { putCountry } from './steps/put-country.ts'
import { putDevice } from './steps/put-device.ts'
import { putEntry } from './steps/put-entry.ts'
import { putPages } from './steps/put-pages.ts'
import { putRows } from './steps/put-rows.ts'
import { putSession } from './steps/put-session.ts'
import { putSite } from './steps/put-site.ts'

/** A step drops items (`drop*`) or fills in facts (`put*`). Its name is the function's. */
export type Step = (passage: Passage) => void | Promise<void>

/** From parsed beacon to stored row, in this order. Read this first. */
export const STEPS: readonly Step[] = [
  putSite,
  dropOptedOut,
  // Not here yet: dropForeignOrigin, dropBlockedNetwork, dropOverLimit (rate limit, quota).
  putDevice,
  dropAutomated,
  dropDisabled,
  putCountry,
  // Not here yet: dropBlockedCountry.
  putPages,
  dropLocalhost,
  // Not here yet: dropBlockedPath, dropSpamReferrer and learnt path templates.
  putEntry,
  // Remembers the ids of what is left; the pipeline forgets those that are refused further on.
  dropDuplicates,
  dropUnreserved,
  // Remembers a new name, so it comes last.
  dropUnknownEnvironment,
  // Nothing may be refused from here on: sessions move.
  putSession,
  dropUnsampled,
  putRows,
]
