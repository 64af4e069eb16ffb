import type { SeededRandom } from '../seeded-random.ts'
import type { Release } from './releases.ts'

const frames = (origin: string, name: string, line: number) =>
  [`    at ${name} (${origin}/assets/shop.js:${line}:17)`, `    at onClick (${origin}/assets/shop.js:88:5)`].join('\n')

interface Fault {
  readonly type: string
  readonly message: string
  /** Function and line of the top frame. */
  readonly name: string
  readonly line: number
}

const BROKEN_CART: Fault = {
  type: 'TypeError',
  message: "Cannot read properties of undefined (reading 'price')",
  name: 'addToCart',
  line: 214,
}
const GROUPS: readonly (readonly [Fault, number])[] = [
  [BROKEN_CART, 5],
  [{ type: 'TypeError', message: 'Failed to fetch', name: 'loadReviews', line: 61 }, 6],
  [{ type: 'ReferenceError', message: 'gtag is not defined', name: 'sendGoal', line: 12 }, 3],
  [{ type: 'RangeError', message: 'Invalid currency code : undefined', name: 'formatPrice', line: 140 }, 2],
  [{ type: 'UnhandledRejection', message: 'Payment was declined by the bank', name: 'pay', line: 301 }, 2],
  [{ type: 'SecurityError', message: 'The operation is insecure.', name: 'readCart', line: 33 }, 1],
]

/** Fields of an `error` item, or nothing: about one page in seventy, one in five while the broken release is new. */
export function drawError(release: Release, origin: string, random: SeededRandom): Record<string, unknown> | undefined {
  if (!random.chance(release.isErrorSpike ? 0.2 : 0.014)) return undefined
  const { type, message, name, line } =
    release.isErrorSpike && random.chance(0.9) ? BROKEN_CART : random.weighted(GROUPS)
  return {
    error_type: type,
    message,
    stack: `${type}: ${message}\n${frames(origin, name, line)}`,
    filename: `${origin}/assets/shop.js`,
    line,
    column: 17,
    is_handled: false,
    count: random.chance(0.15) ? 2 + random.below(4) : 1,
  }
}
