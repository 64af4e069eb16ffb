import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventRow, type EventsStore, openChdbEvents } from '@lethe/store/events'

export interface TestStore {
  readonly store: EventsStore
  close(): Promise<void>
}

/** A real embedded store in a folder of its own, filled with rows. */
export async function openTestStore(rows: readonly EventRow[]): Promise<TestStore> {
  const path = mkdtempSync(join(tmpdir(), 'lethe-query-'))
  const store = await openChdbEvents({ path, memory_bytes: 512 * 1024 ** 2 })
  for (let at = 0; at < rows.length; at += 10_000) {
    await store.insert({ id: BigInt(at + 1), rows: rows.slice(at, at + 10_000) })
  }
  return {
    store,
    async close() {
      await store.close()
      rmSync(path, { recursive: true })
    },
  }
}
