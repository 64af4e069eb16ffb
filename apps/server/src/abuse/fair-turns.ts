/** Beacons that begin in one turn of the event loop: some 3 ms of work. */
const PER_TURN = 16
/** Of all sites together; one alone has half of them, which is a few tenths of a second. */
const MAX_WAITING = 2_048

/** Whose beacon is next: each site's in turn, so that the flood of one does not delay another's. */
export interface FairTurns {
  /**
   * Begins the work in the site's turn, at once unless more comes than a turn of the event loop takes. Null, and nothing is
   * done, when as many of the site wait as there is room left for all others.
   */
  take<Result>(siteId: number, work: () => Promise<Result>): Promise<Result> | null
}

/** How much begins in a turn, and how much waits; tests ask for less. */
export interface TurnLimits {
  readonly perTurn: number
  readonly maxWaiting: number
}

/** `soon` calls back in the next turn of the event loop, after what has arrived was read: `setImmediate`. */
export function openFairTurns(options: Partial<TurnLimits> & { readonly soon: (next: () => void) => void }): FairTurns {
  const { soon, perTurn = PER_TURN, maxWaiting = MAX_WAITING } = options
  /** The site whose turn is next comes first. */
  const lines = new Map<number, (() => void)[]>()
  let waiting = 0
  let begun = 0
  let isExpected = false

  const expectTurn = () => {
    if (isExpected) return
    isExpected = true
    soon(turn)
  }
  const beginNext = () => {
    for (const [siteId, line] of lines) {
      lines.delete(siteId)
      waiting--
      line.shift()?.()
      if (line.length > 0) lines.set(siteId, line)
      return
    }
  }
  const turn = () => {
    isExpected = false
    for (begun = 0; begun < perTurn && waiting > 0; begun++) beginNext()
    if (begun > 0) expectTurn()
  }

  return {
    take(siteId, work) {
      expectTurn()
      if (waiting === 0 && begun < perTurn) {
        begun++
        return work()
      }
      const line = lines.get(siteId) ?? []
      if (line.length >= maxWaiting - waiting) return null
      lines.set(siteId, line)
      waiting++
      return new Promise((resolve) => line.push(() => resolve(work())))
    },
  }
}
