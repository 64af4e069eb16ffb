import type { Hint } from '../engine/hint.ts'
import { NAMING, PERSON_KEYS, PERSON_SEGMENTS, QUALIFIERS } from './name-words.ts'

/** What a key says of its value: a person, a name of something or somebody, or neither. */
export type NameKey = 'person' | 'name' | null

/** What the folded words of a key say. The last one decides: `user_name` is a person's, `user_agent` is not. */
export function nameKeyOf(words: readonly string[]): NameKey {
  const told = words.filter((word) => !/^\d+$/.test(word))
  const last = told.at(-1) ?? ''
  if (PERSON_KEYS.has(last)) return 'person'
  if (!NAMING.has(last)) return null
  const others = told.slice(0, -1).filter((word) => !/^(?:de|du|da|di|do|of|the|le|la)$/.test(word))
  if (others.length === 0) return 'name'
  return others.some((word) => QUALIFIERS.has(word) || PERSON_KEYS.has(word)) ? 'person' : null
}

/** What the key of a text, or the segment before it, says. */
export function nameKeyOfHint({ words, position }: Hint): NameKey {
  if (words.length === 0) return null
  const key = nameKeyOf(words)
  const isUrl = position === 'path' || position === 'referrer' || position === 'resource' || position === 'fragment'
  if (!isUrl || key) return key
  return PERSON_SEGMENTS.has(words.at(-1) ?? '') ? 'person' : null
}
