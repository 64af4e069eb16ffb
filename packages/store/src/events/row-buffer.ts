import type { EventRow, EventsStore } from './port.ts'
import { isTransient } from './store-error.ts'

/** Rows in memory at most, in batches' worth; above it `add` refuses. */
const MAX_BATCHES_HELD = 20
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000

/** Batches of at most `max_rows` (default 10,000), written `max_wait_ms` (default 1,000) after their first row at the latest. */
export interface RowBufferOptions {
  readonly store: Pick<EventsStore, 'insert'>
  readonly max_rows?: number
  readonly max_wait_ms?: number
  readonly nextBatchId: () => bigint
  /** Whole number from 0 to below its argument; shuffles the rows of a batch. */
  readonly randomBelow: (bound: number) => number
  /** A batch is being retried (`is_lost` false) or was refused for good. */
  readonly onError: (error: unknown, failed: { readonly rows: number; readonly is_lost: boolean }) => void
  readonly setTimer?: (act: () => void, ms: number) => { cancel(): void }
}

/** Rows between being accepted and being stored; in memory, so that a crash loses them. */
export interface RowBuffer {
  /** Whether `add` would take so many rows now. */
  hasRoom(rowCount: number): boolean
  /** Takes the rows, all or none; false when too many are waiting for the store. */
  add(rows: readonly EventRow[]): boolean
  /** Resolves when everything added before the call is stored or lost. */
  flush(): Promise<void>
  /** Refuses new rows, flushes, and gives up on a store that is away: one last attempt per batch. */
  close(): Promise<void>
}

interface Batch {
  readonly id: bigint
  readonly rows: readonly EventRow[]
}

/** Collects rows into batches and writes them in order, each until it succeeds under the same id. Memory only. */
export function openRowBuffer(options: RowBufferOptions): RowBuffer {
  const { max_rows = 10_000, max_wait_ms = 1_000, setTimer = systemTimer } = options
  let open: EventRow[] = []
  let closed = false
  let deadline: { cancel(): void } | undefined
  let wake: (() => void) | undefined
  let written: Promise<void> = Promise.resolve()
  let held = 0

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimer(resolve, ms)
      wake = () => {
        timer.cancel()
        resolve()
      }
    })

  async function write(batch: Batch): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        return await options.store.insert(batch)
      } catch (error) {
        const is_lost = closed || !isTransient(error)
        options.onError(error, { rows: batch.rows.length, is_lost })
        if (is_lost) return
      }
      await pause(wait)
    }
  }

  function seal(): void {
    deadline?.cancel()
    deadline = undefined
    if (open.length === 0) return
    const batch = { id: options.nextBatchId(), rows: shuffled(open, options.randomBelow) }
    open = []
    written = written
      .then(() => write(batch))
      .then(() => {
        held -= batch.rows.length
      })
  }

  const hasRoom = (rowCount: number) => !closed && held + rowCount <= max_rows * MAX_BATCHES_HELD

  return {
    hasRoom,
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
      wake?.()
      return written
    },
  }
}

/** Rows of a batch lose their order, so that neighbours cannot be told apart by arrival (data model). */
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
