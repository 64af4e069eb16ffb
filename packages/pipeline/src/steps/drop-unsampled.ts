import { FULL_WEIGHT } from '@lethe/catalogue'
import { NIL_SESSION } from '@lethe/identity'
import type { Passage } from '../passage.ts'

/**
 * Keeps whole sessions: `sampling` percent of them, by the first 32 bits of the random session id, with the weight that
 * makes up for the rest. Items without a session cannot be kept with the others of theirs, and are all kept, at full weight.
 */
export function dropUnsampled(passage: Passage): void {
  const share = Math.min(Math.max(passage.siteOrThrow.sampling, 1), 100) / 100
  if (share === 1) return
  for (const one of passage.items) {
    const id = one.facts?.session_id ?? NIL_SESSION
    if (id === NIL_SESSION) continue
    if (Number.parseInt(id.slice(0, 8), 16) / 2 ** 32 < share) one.weight = Math.round(FULL_WEIGHT / share)
    else passage.drop(one, 'filtered/sampled_out')
  }
}
