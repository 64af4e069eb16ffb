import { FULL_WEIGHT } from '@lethe/catalogue'
import { NIL_SESSION } from '@lethe/identity'
import type { Passage } from '../passage.ts'

/**
 * Keeps whole sessions: as many as the site's `sampling` said when they began, by the first 32 bits of the random session id,
 * with the weight that makes up for the rest. Items without a session cannot be kept with the others of theirs, and are all
 * kept, at full weight.
 */
export function dropUnsampled(passage: Passage): void {
  for (const one of passage.items) {
    if (!one.facts || one.facts.session_id === NIL_SESSION) continue
    const weight = Number(one.facts.entry.weight)
    if (Number.parseInt(one.facts.session_id.slice(0, 8), 16) / 2 ** 32 < FULL_WEIGHT / weight) one.weight = weight
    else passage.drop(one, 'filtered/sampled_out')
  }
}
