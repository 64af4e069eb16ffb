import { type Envelope, writeBeacons } from './beacon.ts'
import type { Item } from './item.ts'

/** How long items wait for company. */
const BATCH_MS = 1000
const MAX_QUEUED = 200
const MAX_TRIES = 5

export interface SenderPorts {
  readonly envelope: () => Envelope
  /** Answers the HTTP status; rejects or answers 0 when there was none. */
  readonly post: (body: string) => Promise<number>
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => unknown
}

export interface Sender {
  add(item: Item): void
  /** Sends everything now. */
  flush(): void
  /** Forgets everything that has not left yet. */
  clear(): void
}

/** Batches items and sends them; what fails on the way is sent again with the same ids, so that the server can tell. */
export function openSender(ports: SenderPorts): Sender {
  let queue: Item[] = []
  let isScheduled = false
  let epoch = 0
  const tries = new Map<Item, number>()

  const schedule = (ms: number): void => {
    if (isScheduled) return
    isScheduled = true
    ports.after(ms, () => {
      isScheduled = false
      flush()
    })
  }

  const flush = (): void => {
    const items = queue
    queue = []
    const started = epoch
    const settleNow = (items: readonly Item[], status: number): void => {
      if (started === epoch) settle(items, status)
    }
    for (const beacon of writeBeacons(ports.envelope(), items, ports.now())) {
      ports.post(beacon.body).then(
        (status) => settleNow(beacon.items, status),
        () => settleNow(beacon.items, 0),
      )
    }
  }

  const settle = (items: readonly Item[], status: number): void => {
    const mayRetry = status === 0 || status === 429 || status >= 500
    let delay = 0
    for (const item of items) {
      const tried = (tries.get(item) ?? 0) + 1
      tries.delete(item)
      if (!mayRetry || tried >= MAX_TRIES || queue.length >= MAX_QUEUED) continue
      tries.set(item, tried)
      queue.push(item)
      delay = BATCH_MS * 2 ** tried
    }
    if (delay > 0) schedule(delay)
  }

  return {
    add(item) {
      if (queue.length < MAX_QUEUED) queue.push(item)
      schedule(BATCH_MS)
    },
    flush,
    clear() {
      epoch++
      queue = []
      tries.clear()
    },
  }
}
