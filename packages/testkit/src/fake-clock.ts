/** A clock that stands still until it is moved. */
export interface FakeClock {
  /** Epoch milliseconds; a plain function, to be passed on as `now`. */
  readonly now: () => number
  readonly advance: (ms: number) => void
  readonly set: (at: number) => void
}

/** A clock that starts at `at` (epoch ms or ISO 8601). */
export function fakeClock(at: number | string): FakeClock {
  let current = typeof at === 'number' ? at : Date.parse(at)
  return {
    now: () => current,
    advance: (ms) => {
      current += ms
    },
    set: (next) => {
      current = next
    },
  }
}
