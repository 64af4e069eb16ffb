import type { EventRow } from './port.ts'
import { openRetryingWriter, type RetryingWriterOptions, type SetTimer } from './retrying-writer.ts'

/**
 * Batches of at most `max_rows` (default 10,000), written `max_wait_ms` (default 1,000) after their first row at the latest;
 * at most `max_held` rows in memory (default 20 batches).
 */
export interface RowBufferOptions extends Pick<RetryingWriterOptions, 'store' | 'onError'> {
  readonly max_rows?: number
  readonly max_wait_ms?: number
  readonly max_held?: number
  readonly nextBatchId: () => bigint
  /** Whole number from 0 to below its argument; shuffles the rows of a batch. */
  readonly randomBelow: (bound: number) => number
  readonly setTimer?: SetTimer
}

/** Rows between being accepted and being stored; in memory, so that a crash loses them. */
export interface RowBuffer {
  /** Whether `add` would take so many rows now. */
  hasRoom(rowCount: number): boolean
  /** Keeps room for so many rows until it is released; false when there is not as much. */
  reserve(rowCount: number): boolean
  /** Gives reserved room back, be it to `add` rows in the same turn. */
  release(rowCount: number): void
  /** Takes the rows, all or none; false when too many are waiting for the store. */
  add(rows: readonly EventRow[]): boolean
  /** Resolves when everything added before the call is stored or lost. */
  flush(): Promise<void>
  /** Refuses new rows, flushes, and gives up on a store that is away: one last attempt per batch. */
  close(): Promise<void>
}

/** Collects rows into batches and writes them in order, each until it succeeds under the same id. Memory only. */
export function openRowBuffer(options: RowBufferOptions): RowBuffer {
  const { max_rows = 10_000, max_wait_ms = 1_000, max_held = 20 * max_rows, setTimer = systemTimer } = options
  let open: EventRow[] = []
  let closed = false
  let deadline: { cancel(): void } | undefined
  let written: Promise<void> = Promise.resolve()
  let held = 0
  const writer = openRetryingWriter({ ...options, setTimer })

  function seal(): void {
    deadline?.cancel()
    deadline = undefined
    if (open.length === 0) return
    const batch = { id: options.nextBatchId(), rows: shuffled(open, options.randomBelow) }
    open = []
    written = written
      .then(() => writer.write(batch))
      .then(() => {
        held -= batch.rows.length
      })
  }

  const hasRoom = (rowCount: number) => !closed && held + rowCount <= max_held

  return {
    hasRoom,
    reserve(rowCount) {
      if (!hasRoom(rowCount)) return false
      held += rowCount
      return true
    },
    release(rowCount) {
      held -= rowCount
    },
    add(rows) {
      if (!hasRoom(rows.length)) return false
      held += rows.length
      for (const row of rows) {
        open.push(row)
        if (open.length >= max_rows) seal()
      }
      if (open.length > 0) deadline ??= setTimer(seal, max_wait_ms)
      return true
    },
    flush() {
      seal()
      return written
    },
    close() {
      seal()
      closed = true
      writer.giveUp()
      return written
    },
  }
}

/** Rows of a batch lose their order, so that neighbours cannot be told apart by arrival. */
function shuffled(rows: readonly EventRow[], randomBelow: (bound: number) => number): EventRow[] {
  const out = [...rows]
  for (let at = out.length - 1; at > 0; at--) {
    const other = randomBelow(at + 1)
    const row = out[at] as EventRow
    out[at] = out[other] as EventRow
    out[other] = row
  }
  return out
}

function systemTimer(act: () => void, ms: number): { cancel(): void } {
  const timer = setTimeout(act, ms)
  return { cancel: () => clearTimeout(timer) }
}
