import type { EventRow } from '../events/port.ts'

/** Keyed hash of an item's id, 64 bits as two words of 32. */
export type ItemHash = readonly [high: number, low: number]

/** What one beacon leaves: all of it becomes durable, or none. */
export interface SpoolEntry {
  readonly rows: readonly EventRow[]
  /** Items that must not be taken again; those of the rows, and those that left no row. */
  readonly items: readonly ItemHash[]
}

/** Rows under the id by which the events store tells a batch that comes again. */
export interface SpoolBatch {
  readonly id: bigint
  /** JSON of a row each, in the order in which they came. */
  readonly lines: readonly string[]
  /** An earlier process may have tried to write it. */
  readonly is_retry: boolean
  /** The same, and the machine has been started since. */
  readonly is_doubtful: boolean
}

/** Hashes of items that were taken around the same time. */
export interface RecentItems {
  readonly items: Iterable<ItemHash>
}

/** A batch that the events store refused for good. */
export interface RefusedBatch {
  /** Decimal. */
  readonly id: string
  readonly row_count: number
  readonly bytes: number
}

/** How much waits. */
export interface SpoolDepth {
  readonly row_count: number
  readonly bytes: number
  readonly max_bytes: number
  /** When the oldest row that waits was accepted, epoch ms; null when none waits. */
  readonly oldest_at: number | null
  /** Whether it takes entries now: there is room, and the disk takes writes. */
  readonly is_open: boolean
  readonly refused: readonly RefusedBatch[]
}

/**
 * Accepted, depersonalised rows on their way to the events store. What `append` has resolved for is stored exactly once,
 * whatever happens to the process in between. One flusher at a time takes batches out.
 */
export interface Spool {
  /** 32 random bytes that live as long as the hashes made with them. */
  readonly key: Uint8Array
  /** Items of the last quarter of an hour, as found when it was opened. */
  readonly recent: readonly RecentItems[]
  /**
   * Keeps room for so many rows of a site until it is released. False when there is not as much, the disk refuses writes, or room
   * is scarce and the site has had its share.
   */
  reserve(rowCount: number, siteId: number): boolean
  release(rowCount: number): void
  /** Resolves when the entry is durable. Throws `overloaded` when it could not be written; nothing of it is left then. */
  append(entry: SpoolEntry): Promise<void>
  /** Ends the batch that gathers rows; the next entry begins another one. */
  seal(): Promise<void>
  /** The oldest batch that has ended, which never changes from then on but by `eraseSite`; null when there is none. */
  next(): Promise<SpoolBatch | null>
  /** The batch is stored: forgets its rows, and remembers its items for a while. */
  done(id: bigint): Promise<void>
  /** Sets the batch aside, whole, for the operator. */
  refuse(id: bigint): Promise<void>
  /** Puts a refused batch back under the same id; false when there is none. */
  retry(id: bigint): Promise<boolean>
  /** Deletes a refused batch; false when there is none. */
  discard(id: bigint): Promise<boolean>
  /** Takes a site's rows out of everything that waits or was refused, physically. Not while a batch of `next` is in use. */
  eraseSite(siteId: number): Promise<void>
  depth(): SpoolDepth
  close(): Promise<void>
}
