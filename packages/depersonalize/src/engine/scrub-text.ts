import { placeholderOf, type ScrubReason, type ScrubType } from '@lethe/catalogue'
import { isDisguised, readable } from './decode.ts'
import { type Found, findPersonal, type Means } from './find-personal.ts'
import type { Hint } from './hint.ts'
import { traitsOf } from './traits.ts'

/** One replacement; never with the value. */
export interface Scrub {
  readonly type: ScrubType
  readonly reason: ScrubReason
}

/** A text without what was found, and what that was. */
export interface Scrubbed {
  readonly text: string
  readonly scrubs: readonly Scrub[]
}

const NONE: readonly Scrub[] = []
const ESCAPE = /%(?:25)*[\da-f]{2}/gi
const UNREADABLE = placeholderOf('encoded')

/**
 * Replaces what the detectors find in a text, in whatever way it is encoded, by placeholders. A clean text comes back to the
 * byte; of a disguised one with something in it the decoded form is taken over. Never throws. Once is rarely not enough:
 * what stands side by side afterwards may say something that it did not before (see `settle.ts`).
 */
export function scrub(text: string, hint: Hint, means: Means): Scrubbed {
  try {
    return scrubReadable(text, hint, means)
  } catch {
    return unreadable(NONE)
  }
}

function scrubReadable(text: string, hint: Hint, means: Means): Scrubbed {
  const traits = traitsOf(text)
  const view = isDisguised(text, traits) ? readable(text) : text
  if (view === null) return scrubWords(text, hint, means)
  if (view === text) return replaced(text, findPersonal({ text, traits, hint, means, reason: 'plain' }))
  const found = findPersonal({ text: view, traits: traitsOf(view), hint, means, reason: 'disguised' })
  if (found.length > 0) return replaced(view, found)
  if (!traits.has_percent) return { text, scrubs: NONE }
  // Decoding may also join what the escapes kept apart.
  const masked = text.replace(ESCAPE, (bytes) => '\0'.repeat(bytes.length))
  return replaced(text, findPersonal({ text: masked, traits: traitsOf(masked), hint, means, reason: 'plain' }))
}

/** One word that cannot be read costs itself, not the sentence around it. */
function scrubWords(text: string, hint: Hint, means: Means): Scrubbed {
  const words = text.split(/(\s+)/)
  if (words.length < 3) return unreadable(NONE)
  const legible = words.map((word) => (readable(word) === null ? UNREADABLE : word)).join('')
  if (readable(legible) === null) return unreadable(NONE)
  const rest = scrubReadable(legible, hint, means)
  return { text: rest.text, scrubs: [{ type: 'encoded', reason: 'unreadable' }, ...rest.scrubs] }
}

function replaced(text: string, found: readonly Found[]): Scrubbed {
  if (found.length === 0) return { text, scrubs: NONE }
  let result = ''
  let at = 0
  for (const { start, end, type } of found) {
    result += text.slice(at, start) + placeholderOf(type)
    at = end
  }
  return { text: result + text.slice(at), scrubs: found.map(({ type, reason }) => ({ type, reason })) }
}

function unreadable(scrubs: readonly Scrub[]): Scrubbed {
  return { text: UNREADABLE, scrubs: [...scrubs, { type: 'encoded', reason: 'unreadable' }] }
}
