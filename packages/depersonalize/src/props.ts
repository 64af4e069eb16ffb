import { LIMITS } from '@lethe/catalogue'
import { depersonalizeText } from './text.ts'

const KEY = /^[A-Za-z][\w.-]{0,63}$/
/** Keys that mean something else to JavaScript; a row never carries them. */
const TRAPS: ReadonlySet<string> = new Set(['constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'])

/** Properties of an event, at most 30: keys that look like names, values without plain personal data. */
export function depersonalizeProps(props: Readonly<Record<string, string>>): Record<string, string> {
  const cleaned: Record<string, string> = {}
  for (const [key, value] of Object.entries(props).slice(0, LIMITS.props)) {
    if (KEY.test(key) && !TRAPS.has(key)) cleaned[key] = depersonalizeText(value)
  }
  return cleaned
}
