import type { EventRow, EventsStore } from './port.ts'
import { isTransient } from './store-error.ts'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000

export type SetTimer = (act: () => void, ms: number) => { cancel(): void }

export interface RetryingWriterOptions {
  readonly store: Pick<EventsStore, 'insert'>
  /** A batch is being retried (`is_lost` false), or was refused for good or given up. */
  readonly onError: (error: unknown, failed: { readonly rows: number; readonly is_lost: boolean }) => void
  readonly setTimer: SetTimer
}

export interface Batch {
  readonly id: bigint
  readonly rows: readonly EventRow[]
}

/** Writes one batch at a time, again and again under the same id while the store is away. */
export function openRetryingWriter({ store, onError, setTimer }: RetryingWriterOptions) {
  let isGivingUp = false
  let wake: () => void = () => undefined

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimer(resolve, ms)
      wake = () => {
        timer.cancel()
        resolve()
      }
    })

  return {
    /** Resolves when the batch is stored or lost; never rejects. */
    async write(batch: Batch): Promise<void> {
      for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
        try {
          return await store.insert(batch)
        } catch (error) {
          const is_lost = isGivingUp || !isTransient(error)
          onError(error, { rows: batch.rows.length, is_lost })
          if (is_lost) return
        }
        if (!isGivingUp) await pause(wait)
      }
    },
    /** From now on a batch has one more attempt. */
    giveUp(): void {
      isGivingUp = true
      wake()
    },
  }
}
