import { LIMITS } from '@lethe/catalogue'
import type { BeaconEvent } from '../beacon.ts'
import { cleanString } from './clean-string.ts'
import { isObject, type JsonObject } from './read-values.ts'

/** Largest absolute value that Decimal(18, 4) holds. */
const MAX_VALUE = 99_999_999_999_999
const CURRENCY = /^[A-Z]{3}$/

/** Fields of a custom event; the name is checked already. */
export function readEvent(sent: JsonObject): BeaconEvent {
  return {
    name: cleanString(sent.name, LIMITS.id_chars),
    value: readValue(sent.value),
    currency: typeof sent.currency === 'string' && CURRENCY.test(sent.currency) ? sent.currency : '',
    props: readProps(sent.props),
    is_automatic: sent.is_automatic === true,
  }
}

/** An amount may be negative (a refund). */
export function readValue(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  return Math.min(Math.max(value, -MAX_VALUE), MAX_VALUE)
}

/** Texts, numbers and booleans, as texts. TRICKY: without prototype, so that a key `__proto__` is a key and nothing else. */
function readProps(sent: unknown): Record<string, string> {
  const props: Record<string, string> = Object.create(null)
  for (const [key, value] of isObject(sent) ? Object.entries(sent).slice(0, LIMITS.props) : []) {
    if (typeof value === 'string') props[cleanString(key, LIMITS.id_chars)] = cleanString(value)
    else if (typeof value === 'boolean' || Number.isFinite(value))
      props[cleanString(key, LIMITS.id_chars)] = String(value)
  }
  return props
}
