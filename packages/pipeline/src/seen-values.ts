/** Values of a position and when somebody came to it last, epoch ms. */
interface Seen {
  at: number
  readonly values: Set<number>
}

interface SiteValues {
  /** The position that was seen longest ago first. */
  readonly positions: Map<number, Seen>
  size: number
}

/** Which hashed values were seen at which hashed positions of a site, in the order in which positions were seen last. */
export class SeenValues {
  readonly #sites = new Map<number, SiteValues>()
  #size = 0

  /** Positions and values, over all sites. */
  get size(): number {
    return this.#size
  }

  sizeOf(siteId: number): number {
    return this.#sites.get(siteId)?.size ?? 0
  }

  valuesAt(siteId: number, position: number): ReadonlySet<number> | undefined {
    return this.#sites.get(siteId)?.positions.get(position)?.values
  }

  /** The position is the one seen last from now on, also when it is new. */
  touch(siteId: number, position: number, at: number): ReadonlySet<number> {
    const site = this.#sites.get(siteId) ?? { positions: new Map<number, Seen>(), size: 0 }
    this.#sites.set(siteId, site)
    const seen = site.positions.get(position) ?? { at, values: new Set<number>() }
    if (!site.positions.delete(position)) this.#grow(site, 1)
    site.positions.set(position, seen)
    seen.at = at
    return seen.values
  }

  /** Adds to a position that was touched. */
  add(siteId: number, position: number, value: number): void {
    const site = this.#sites.get(siteId)
    const seen = site?.positions.get(position)
    if (!site || !seen || seen.values.has(value)) return
    seen.values.add(value)
    this.#grow(site, 1)
  }

  drop(siteId: number, position: number): void {
    const site = this.#sites.get(siteId)
    const seen = site?.positions.get(position)
    if (!site || !seen) return
    site.positions.delete(position)
    this.#grow(site, -1 - seen.values.size)
    if (site.size === 0) this.#sites.delete(siteId)
  }

  dropSite(siteId: number): void {
    this.#size -= this.sizeOf(siteId)
    this.#sites.delete(siteId)
  }

  dropOldest(siteId: number): void {
    const oldest = this.#sites.get(siteId)?.positions.keys().next()
    if (oldest && !oldest.done) this.drop(siteId, oldest.value)
  }

  /** Drops positions that were seen last before. */
  dropBefore(at: number): void {
    for (const [siteId, { positions }] of this.#sites)
      for (const [position, seen] of positions) {
        if (seen.at >= at) break
        this.drop(siteId, position)
      }
  }

  /** The site that holds most; 0 when none holds anything. */
  largestSite(): number {
    let largest = 0
    for (const siteId of this.#sites.keys()) if (this.sizeOf(siteId) > this.sizeOf(largest)) largest = siteId
    return largest
  }

  /** Numbers in a row: site, how many positions; of each its hash, time, how many values, and these. */
  toBytes(): Uint8Array {
    const numbers: number[] = []
    for (const [id, { positions }] of this.#sites) {
      numbers.push(id, positions.size)
      for (const [position, { at, values }] of positions) {
        numbers.push(position, at, values.size)
        for (const value of values) numbers.push(value)
      }
    }
    return new Uint8Array(Float64Array.from(numbers).buffer)
  }

  /** Adds what `toBytes` gave. */
  addBytes(bytes: Uint8Array): void {
    const numbers = new Float64Array(Uint8Array.from(bytes).buffer)
    let at = 0
    const next = () => numbers[at++] as number
    while (at < numbers.length) {
      const siteId = next()
      for (let positions = next(); positions > 0; positions--) {
        const position = next()
        this.touch(siteId, position, next())
        for (let values = next(); values > 0; values--) this.add(siteId, position, next())
      }
    }
  }

  #grow(site: SiteValues, by: number): void {
    site.size += by
    this.#size += by
  }
}
