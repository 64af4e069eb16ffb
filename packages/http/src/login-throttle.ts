import { createHmac } from 'node:crypto'
import { isIP } from 'node:net'
import { AppError } from '@lethe/catalogue'

/** Failed attempts at once, and how long until one more is allowed. */
const BURST = 10
const REFILL_MS = 15_000
const WINDOW_MS = 10 * 60_000
const MAX_KEYS = 10_000

/** Slows down guessing by network; an account itself is never locked, so nobody can lock its owner out. */
export interface LoginThrottle {
  /** Throws `rate_limited` when this network has failed too often. */
  check(address: string): void
  recordFailure(address: string): void
  recordSuccess(address: string): void
}

/** Keyed with a random key that changes with the window, in memory: no address outlives ten minutes, not even hashed. */
export function openLoginThrottle(env: {
  now: () => number
  randomBytes: (size: number) => Uint8Array
}): LoginThrottle {
  let window = { key: env.randomBytes(32), started_at: env.now(), failures: new Map<string, Failures>() }
  const current = () => {
    const now = env.now()
    if (now - window.started_at >= WINDOW_MS)
      window = { key: env.randomBytes(32), started_at: now, failures: new Map() }
    return window
  }
  const nameOf = (address: string): string =>
    createHmac('sha256', current().key).update(networkOf(address)).digest('base64url')
  const failuresOf = (address: string): number => {
    const found = current().failures.get(nameOf(address))
    return found === undefined ? 0 : found.count - Math.floor((env.now() - found.at) / REFILL_MS)
  }
  return {
    check: (address) => {
      if (failuresOf(address) >= BURST) {
        throw new AppError(
          'rate_limited',
          'Too many failed attempts from this network. Try again in a quarter of a minute.',
        )
      }
    },
    recordFailure: (address) => {
      const { failures } = current()
      if (failures.size >= MAX_KEYS) failures.clear()
      failures.set(nameOf(address), { count: Math.max(0, failuresOf(address)) + 1, at: env.now() })
    },
    recordSuccess: (address) => {
      current().failures.delete(nameOf(address))
    },
  }
}

interface Failures {
  readonly count: number
  readonly at: number
}

/** An IPv6 user has a whole /64. */
const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const zeros = Math.max(0, 8 - groups.length - (tail === '' ? 0 : tail.split(':').length))
  return [...groups, ...Array<string>(address.includes('::') ? zeros : 0).fill('0'), ...tail.split(':')]
    .slice(0, 4)
    .join(':')
}
