import type { LimitCall, Limits } from '../port.ts'
import { type Grant, grantOf, UNUSED } from './gcra.ts'

/** Each about 100 bytes. */
const MAX_NAMES = 100_000

/** Rates in this process's memory. */
export interface MemoryLimits extends Limits {
  take(call: LimitCall): Grant
  /** Forgets names whose whole burst is there again: they are as good as new. */
  sweep(now: number): void
  clear(): void
}

/** Keeps the names that were asked for last, so that senders with ever new ones cannot fill memory. */
export function openMemoryLimits(now: () => number, maxNames = MAX_NAMES): MemoryLimits {
  const moments = new Map<string, number>()
  return {
    take({ name, rate, want }) {
      const { free_at, ...grant } = grantOf(rate, { free_at: moments.get(name) ?? UNUSED, now: now(), want })
      // Put in anew, so that the first of the map is the one that was not asked for the longest.
      moments.delete(name)
      const [oldest] = moments.keys()
      if (moments.size >= maxNames && oldest !== undefined) moments.delete(oldest)
      moments.set(name, free_at)
      return grant
    },
    sweep(at) {
      for (const [name, free_at] of moments) if (free_at <= at) moments.delete(name)
    },
    clear: () => moments.clear(),
  }
}
