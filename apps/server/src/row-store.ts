import { type EventRow, type EventsStore, openRowBuffer } from '@lethe/store/events'
import { openBatchIds } from './batch-ids.ts'

/** Rows that may wait for the events store: some 200 MB. */
const MAX_WAITING_ROWS = 200_000

/** The row buffer, with a say on whether it has room before a session is moved. */
export interface RowStore {
  hasRoom(rowCount: number): boolean
  add(rows: readonly EventRow[]): boolean
  flush(): Promise<void>
  close(): Promise<void>
}

interface RowStoreEnv {
  readonly events: Pick<EventsStore, 'insert'>
  readonly now: () => number
  readonly randomBelow: (bound: number) => number
}

export function openRowStore({ events, now, randomBelow }: RowStoreEnv, report: (error: unknown) => void): RowStore {
  let waiting = 0
  const buffer = openRowBuffer({
    store: {
      insert: async (batch) => {
        await events.insert(batch)
        waiting -= batch.rows.length
      },
    },
    nextBatchId: openBatchIds(now),
    randomBelow,
    onError: (error, { rows, is_lost }) => {
      if (is_lost) waiting -= rows
      report(error)
    },
  })
  return {
    hasRoom: (rowCount) => waiting + rowCount <= MAX_WAITING_ROWS,
    add: (rows) => {
      const isTaken = buffer.add(rows)
      if (isTaken) waiting += rows.length
      return isTaken
    },
    flush: () => buffer.flush(),
    close: () => buffer.close(),
  }
}
