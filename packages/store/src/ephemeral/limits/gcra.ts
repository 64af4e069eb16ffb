/** How often something may happen: `per_second` in the long run, above 0, and `burst` at once after a pause, at least 1. */
export interface Rate {
  readonly per_second: number
  readonly burst: number
}

/** What a rate grants of what was wanted. */
export interface Grant {
  /** 0 to what was wanted. */
  readonly granted: number
  /** How long until one more would be granted; 0 when all was. */
  readonly retry_after_ms: number
}

/** Before the first call nothing is owed. */
export const UNUSED = 0

/** A double holds a moment of our time to a quarter of a microsecond; of a unit and of a millisecond this is more. */
export const ROUNDING = 1e-2

/**
 * The generic cell rate algorithm (ITU-T I.371): all that is kept of a rate is one moment, `free_at`, at which its whole burst is
 * there again (epoch ms). Grants at most `burst + per_second * t` in any t seconds, rates up to 10,000 a second.
 */
export function grantOf(
  { per_second, burst }: Rate,
  { free_at, now, want }: { readonly free_at: number; readonly now: number; readonly want: number },
): Grant & { readonly free_at: number } {
  const interval = 1000 / per_second
  const depth = burst * interval
  // A clock that is set back must not lock anybody out for longer than an empty bucket does.
  const from = Math.min(Math.max(free_at, now), now + depth)
  const room = Math.floor((now + depth - from) / interval + ROUNDING)
  const granted = Math.min(want, room)
  const next = from + granted * interval
  return {
    granted,
    free_at: next,
    retry_after_ms: granted === want ? 0 : Math.max(1, Math.ceil(next + interval - depth - now - ROUNDING / 10)),
  }
}
