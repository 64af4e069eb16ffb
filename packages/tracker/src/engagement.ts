/** Without a movement, key or scroll for this long, nobody is taken to be reading. */
const IDLE_MS = 30_000

/** Adds up the time in which a page is visible, focused and recently used. Time is passed in, so that no timer is needed. */
export interface Engagement {
  /** The page became visible and focused, or ceased to be. */
  set(isActive: boolean, now: number): void
  /** The visitor did something. */
  touch(now: number): void
  /** Milliseconds since the last call. */
  take(now: number): number
}

export function openEngagement(now: number, isActive: boolean): Engagement {
  let active = isActive
  let touchedAt = now
  let countedTo = now
  let sum = 0

  const count = (until: number): void => {
    if (active) sum += Math.max(0, Math.min(until, touchedAt + IDLE_MS) - countedTo)
    countedTo = until
  }

  return {
    set(next, at) {
      count(at)
      // Coming back to a page is a sign of life.
      if (next && !active) touchedAt = at
      active = next
    },
    touch(at) {
      count(at)
      touchedAt = at
    },
    take(at) {
      count(at)
      const taken = sum
      sum = 0
      return Math.round(taken)
    },
  }
}
