import { EVENT_NAME_PATTERN, LIMITS } from '@lethe/catalogue'
import { scrubText } from '@lethe/depersonalize/light'

/** Fields of a custom event; null when its name is not allowed. Properties are texts, numbers and booleans. */
export function eventFields(name: unknown, given: Readonly<Record<string, unknown>> = {}) {
  if (typeof name !== 'string' || !EVENT_NAME_PATTERN.test(name)) return null
  const { value, currency, ...rest } = given ?? {}
  const props: [string, string][] = []
  for (const [key, prop] of Object.entries(rest)) {
    if (/^(string|number|boolean)$/.test(typeof prop) && props.length < LIMITS.props) {
      props.push([scrubText(key).slice(0, LIMITS.id_chars), scrubText(String(prop).slice(0, LIMITS.string_chars))])
    }
  }
  const amount = Number(value)
  return {
    name,
    ...(value !== undefined && value !== null && Number.isFinite(amount) && { value: amount }),
    ...(typeof currency === 'string' && { currency }),
    ...(props.length > 0 && { props: Object.fromEntries(props) }),
  }
}
