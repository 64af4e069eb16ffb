import { LIMITS, SCRUB_TYPE_NAMES } from '@lethe/catalogue'
import { bounded } from './bounded.ts'

const KEY = /^[A-Za-z][\w.-]{0,63}$/
const PLACEHOLDER = new RegExp(`\\[(?:${SCRUB_TYPE_NAMES.join('|')})\\]`, 'g')
/** Keys that mean something else to JavaScript; a row never carries them. */
const TRAPS: ReadonlySet<string> = new Set(['constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'])

/**
 * Properties of an event, at most 30: keys that look like names, values without what is personal, the key saying what a value
 * may be. A key that is personal itself becomes a placeholder; a second one of the same kind is told apart: `[email].2`.
 */
export function scrubProps(
  props: Readonly<Record<string, string>>,
  scrub: { readonly key: (key: string) => string; readonly value: (value: string, key: string) => string },
): Record<string, string> {
  const scrubbed: Record<string, string> = {}
  for (const [key, value] of Object.entries(props).slice(0, LIMITS.props)) {
    const name = nameOf(key, scrub.key)
    if (name !== null) scrubbed[freeName(name, scrubbed)] = scrub.value(value, key)
  }
  return scrubbed
}

/** Null for what is no name of a property: it is dropped with its value. */
function nameOf(key: string, scrub: (key: string) => string): string | null {
  if (key === '__proto__' || TRAPS.has(key)) return null
  const scrubbed = bounded(scrub(key), LIMITS.id_chars)
  const spoken = scrubbed.includes('[') ? scrubbed.replace(PLACEHOLDER, 'x') : scrubbed
  return KEY.test(spoken) ? scrubbed : null
}

function freeName(name: string, taken: Readonly<Record<string, string>>): string {
  let free = name
  for (let at = 2; Object.hasOwn(taken, free); at++) free = `${name}.${at}`
  return free
}
