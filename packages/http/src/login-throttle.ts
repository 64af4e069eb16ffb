import { AppError } from '@lethe/catalogue'
import { openNetworkMemory } from './network-memory.ts'

/** Failed attempts at once, and how long until one more is allowed. */
const BURST = 10
const REFILL_MS = 15_000

/** Slows down guessing by network; an account itself is never locked, so nobody can lock its owner out. */
export interface LoginThrottle {
  /** Throws `rate_limited` when this network has failed too often. */
  check(address: string): void
  recordFailure(address: string): void
  recordSuccess(address: string): void
  /** Forgets networks that are older than ten minutes; call it every 30 s. */
  sweep(): void
  close(): void
}

/** Remembers networks by a keyed hash: no address outlives ten minutes, not even hashed. */
export function openLoginThrottle(env: {
  now: () => number
  randomBytes: (size: number) => Uint8Array
}): LoginThrottle {
  const memory = openNetworkMemory<Failures>(env)
  const failuresOf = (address: string): number => {
    const found = memory.get(address)
    return found === undefined ? 0 : Math.max(0, found.count - Math.floor((env.now() - found.at) / REFILL_MS))
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
    recordFailure: (address) => memory.put(address, { count: failuresOf(address) + 1, at: env.now() }),
    recordSuccess: memory.forget,
    sweep: memory.sweep,
    close: memory.close,
  }
}

interface Failures {
  readonly count: number
  readonly at: number
}
