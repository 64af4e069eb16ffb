/** A site that has sent within this time is one of several. */
const LATELY_MS = 10 * 60_000

/** How full the spool is, bytes. */
export interface Fullness {
  /** On their way to the events store, or room kept for them. */
  readonly waiting: number
  readonly left: number
}

/** Who takes how much of what is left while it is scarce, so that the flood of one site leaves room for the others. */
export interface Shares {
  /**
   * Whether the site may take so many bytes, of which there is room: once half is full, and while several sites send, no more
   * than it leaves to all others. It has taken them from then on.
   */
  take(siteId: number, bytes: number, fullness: () => Fullness): boolean
}

/** `elapsed`: milliseconds of a clock that nobody sets. */
export function openShares(elapsed: () => number): Shares {
  /** Taken since half was full. */
  const sites = new Map<number, { taken: number; sent_at: number }>()
  let isScarce = false

  const begin = () => {
    for (const site of sites.values()) site.taken = 0
  }
  const isOneOfSeveral = (siteId: number, at: number) => {
    for (const [other, { sent_at }] of sites) if (other !== siteId && at - sent_at < LATELY_MS) return true
    return false
  }
  return {
    take(siteId, bytes, fullness) {
      const at = elapsed()
      const site = sites.get(siteId) ?? { taken: 0, sent_at: at }
      sites.set(siteId, site)
      site.sent_at = at
      const { waiting, left } = fullness()
      if (!isScarce && waiting > left) begin()
      isScarce = waiting > left
      if (!isScarce) return true
      if (site.taken + bytes > left - bytes && isOneOfSeveral(siteId, at)) return false
      site.taken += bytes
      return true
    },
  }
}
