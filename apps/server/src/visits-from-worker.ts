import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SentVisit, VisitOptions } from './seed-visits.ts'

/** So many loads may wait, so that neither side waits for the other and memory stays small. */
const AHEAD = 4

/** What `seedVisits` makes, made by `file` (the built `seed-worker.ts`) in a thread of its own. */
export async function* visitsFromWorker(file: URL, options: VisitOptions): AsyncGenerator<readonly SentVisit[]> {
  const worker = new Worker(file, { workerData: options })
  try {
    for (let ahead = 0; ahead < AHEAD; ahead++) worker.postMessage('more')
    for await (const [load] of on(worker, 'message')) {
      if (load === null) return
      yield load
      worker.postMessage('more')
    }
  } finally {
    await worker.terminate()
  }
}
