import { placeholderOf, SCRUB_TYPE_NAMES } from '@lethe/catalogue'

const PLACEHOLDER = new RegExp(`(${[...SCRUB_TYPE_NAMES.map(placeholderOf), '[text]'].map(quoted).join('|')})`)

/** A text in pieces; every second one, beginning with the second, is a placeholder. */
export const placeholderPieces = (text: string): readonly string[] => text.split(PLACEHOLDER)

function quoted(text: string): string {
  return text.replace(/[[\]-]/g, '\\$&')
}
