/** Items in one turn of the event loop, but that a beacon is never divided: some 3 ms of work. */
const PER_TURN = 16
/** Beacons of all sites together; one alone has half of them, which is a few tenths of a second. */
const MAX_WAITING = 2_048

/** Whose beacon is next: each site's in turn, so that the flood of one does not delay another's. */
export interface FairTurns {
  /**
   * Begins the work, of so many items, in the site's turn; at once unless more comes than a turn of the event loop takes. Null, and nothing is
   * done, when as many of the site wait as there is room left for all others.
   */
  take<Result>(siteId: number, itemCount: number, work: () => Promise<Result>): Promise<Result> | null
}

interface Waiting {
  readonly weight: number
  readonly begin: () => void
}

/** How many items begin in a turn, and how many beacons wait; tests ask for less. */
export interface TurnLimits {
  readonly perTurn: number
  readonly maxWaiting: number
}

/** `soon` calls back in the next turn of the event loop, after what has arrived was read: `setImmediate`. */
export function openFairTurns(options: Partial<TurnLimits> & { readonly soon: (next: () => void) => void }): FairTurns {
  const { soon, perTurn = PER_TURN, maxWaiting = MAX_WAITING } = options
  /** The site whose turn is next comes first. */
  const lines = new Map<number, Waiting[]>()
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
      const next = line.shift()
      begun += next?.weight ?? 0
      next?.begin()
      if (line.length > 0) lines.set(siteId, line)
      return
    }
  }
  const turn = () => {
    isExpected = false
    begun = 0
    while (begun < perTurn && waiting > 0) beginNext()
    if (begun > 0) expectTurn()
  }

  return {
    take(siteId, itemCount, work) {
      expectTurn()
      const weight = Math.max(1, itemCount)
      if (waiting === 0 && begun < perTurn) {
        begun += weight
        return work()
      }
      const line = lines.get(siteId) ?? []
      if (line.length >= maxWaiting - waiting) return null
      lines.set(siteId, line)
      waiting++
      return new Promise((resolve) => line.push({ weight, begin: () => resolve(work()) }))
    },
  }
}
