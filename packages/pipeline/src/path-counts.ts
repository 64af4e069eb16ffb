import { hash } from 'node:crypto'
import { SeenValues } from './seen-values.ts'

const KEY_BYTES = 32
/** Positions and values, about 60 bytes each: 1.2 MB of a site, 12 MB of all. */
const MAX_OF_SITE = 20_000
const MAX_OF_ALL = 200_000
/** A position that nobody has come to for so long is forgotten. */
const KEPT_MS = 7 * 24 * 3_600_000

/** A position in the paths of a site: what stands behind the prefix. */
export interface PathPosition {
  readonly site_id: number
  /** Without a slash at its end, e.g. `/users`. */
  readonly prefix: string
}

/** Which values were seen at which position, by keyed hashes. In memory: lost with the process, unless a successor takes it over. */
export interface PathCounts {
  /** False when the value is new and the position has `limit` others; else it is known from now on. */
  take(position: PathPosition, value: string, limit: number): boolean
  /** What `take` would answer; changes nothing. */
  hasRoom(position: PathPosition, value: string, limit: number): boolean
  /** How many values are known. */
  countAt(position: PathPosition): number
  forget(position: PathPosition): void
  forgetSite(siteId: number): void
  /** Drops what nobody has come to for a week. */
  sweep(): void
  /** Positions and values that are remembered. */
  readonly size: number
  /** What it holds, into `parts`. */
  image(parts: Uint8Array[]): void
  /** Becomes what an image was taken of. Only for one that has not been used. */
  load(takePart: () => Uint8Array): void
}

interface PathCountsOptions {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly maxOfSite?: number
  readonly maxOfAll?: number
}

/**
 * Remembers values by position. At the cap of a site its positions that were seen longest ago are forgotten whole; at the
 * cap of all, those of the site that holds most: a flood at one site costs the others nothing.
 */
export function openPathCounts(options: PathCountsOptions): PathCounts {
  const { now, maxOfSite = MAX_OF_SITE, maxOfAll = MAX_OF_ALL } = options
  const seen = new SeenValues()
  let key = Buffer.from(options.randomBytes(KEY_BYTES)).toString('latin1')

  /** 52 bits, what a number holds: two of a thousand values are the same with a chance of one in 10^10. */
  const hashOf = (siteId: number, text: string): number =>
    Number.parseInt(hash('sha256', `${key}${siteId} ${text}`, 'hex').slice(0, 13), 16)
  const nameOf = ({ site_id, prefix }: PathPosition) => hashOf(site_id, prefix)
  const hashOfValue = ({ site_id, prefix }: PathPosition, value: string) => hashOf(site_id, `${prefix}/${value}`)
  const valuesAt = (position: PathPosition) => seen.valuesAt(position.site_id, nameOf(position))

  return {
    take(position, value, limit) {
      const { site_id } = position
      const name = nameOf(position)
      const values = seen.touch(site_id, name, now())
      const hashed = hashOfValue(position, value)
      if (values.has(hashed)) return true
      if (values.size >= limit) return false
      seen.add(site_id, name, hashed)
      while (seen.sizeOf(site_id) > maxOfSite) seen.dropOldest(site_id)
      while (seen.size > maxOfAll) seen.dropOldest(seen.largestSite())
      return true
    },
    hasRoom(position, value, limit) {
      const values = valuesAt(position)
      return !values || values.size < limit || values.has(hashOfValue(position, value))
    },
    countAt: (position) => valuesAt(position)?.size ?? 0,
    forget: (position) => seen.drop(position.site_id, nameOf(position)),
    forgetSite: (siteId) => seen.dropSite(siteId),
    sweep: () => seen.dropBefore(now() - KEPT_MS),
    get size() {
      return seen.size
    },
    image: (parts) => void parts.push(Buffer.from(key, 'latin1'), seen.toBytes()),
    load(takePart) {
      key = Buffer.from(takePart()).toString('latin1')
      seen.addBytes(takePart())
    },
  }
}
