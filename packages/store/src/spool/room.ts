import { statfs } from 'node:fs/promises'
import { openShares } from './shares.ts'

/** What room is kept for by row; most rows need half of it. */
const ROW_BYTES = 1_024
/** Between looks at the free space, and after a write that failed. */
const PAUSE_MS = 1_000

export interface RoomOptions {
  readonly path: string
  /** Most that may be used. */
  readonly max_bytes: number
  /** Left on the disk for everybody else. */
  readonly min_free_bytes: number
  readonly usedBytes: () => number
  /** Of these, what was set aside for the operator and leaves by itself never. */
  readonly refusedBytes: () => number
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number
}

/** Whether more may be written: asked before anything changes, so that nothing has to be refused after. */
export interface Room {
  readonly isOpen: boolean
  reserve(rowCount: number, siteId: number): boolean
  release(rowCount: number): void
  /** A write failed: none is tried for a second. */
  shut(): void
  close(): void
}

export async function openRoom(options: RoomOptions): Promise<Room> {
  const { elapsed, usedBytes, refusedBytes, max_bytes } = options
  const shares = openShares(elapsed)
  let reserved = 0
  let isClosed = false
  let shutUntil = Number.NEGATIVE_INFINITY
  let lookedAt = elapsed()
  let hasFreeSpace = true

  const look = async () => {
    const { bavail, bsize } = await statfs(options.path)
    hasFreeSpace = bavail * bsize >= options.min_free_bytes
  }
  const fits = (rowCount: number) => {
    const at = elapsed()
    if (at - lookedAt >= PAUSE_MS) {
      lookedAt = at
      void look().catch(() => undefined)
    }
    const wanted = usedBytes() + (reserved + rowCount) * ROW_BYTES
    return !isClosed && hasFreeSpace && at >= shutUntil && wanted <= max_bytes
  }

  const fullness = () => {
    const used = usedBytes() + reserved * ROW_BYTES
    return { waiting: used - refusedBytes(), left: max_bytes - used }
  }

  await look()
  return {
    get isOpen() {
      return fits(1)
    },
    reserve(rowCount, siteId) {
      if (!fits(rowCount) || !shares.take(siteId, rowCount * ROW_BYTES, fullness)) return false
      reserved += rowCount
      return true
    },
    release(rowCount) {
      reserved -= rowCount
    },
    shut() {
      shutUntil = elapsed() + PAUSE_MS
    },
    close() {
      isClosed = true
    },
  }
}
