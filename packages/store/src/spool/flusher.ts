import type { Spool, SpoolBatch } from './port.ts'
import { openTurns } from './turns.ts'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000
const LAST_WRITES_MS = 1_000

export type SetTimer = (act: () => void, ms: number) => { cancel(): void }

/** Where batches come from, where they go, and who is told of failures. */
export interface FlusherOptions {
  readonly spool: Spool
  /** Writes a batch once, however often it is asked to. */
  readonly insert: (batch: SpoolBatch) => Promise<void>
  /** Whether the same call may succeed later. */
  readonly isTransient: (error: unknown) => boolean
  /** A batch is tried again, or was refused for good (`is_refused`). */
  readonly onError: (error: unknown, failed: { readonly row_count: number; readonly is_refused: boolean }) => void
  /** How long rows wait for others; default 1,000. */
  readonly wait_ms?: number
  readonly setTimer?: SetTimer
}

/** Moves batches from the spool into the events store, oldest first, each again and again until it is there or refused. */
export interface Flusher {
  /** Resolves when everything that was durable before the call is stored or refused. */
  flush(): Promise<void>
  /** Does work while no batch is on its way, and goes on then. */
  paused<Result>(work: () => Promise<Result>): Promise<Result>
  /** Writes what it can within a second, each batch tried once; the rest stays in the spool. */
  close(): Promise<void>
}

/** Begins at once, with what an earlier process left. */
export function openFlusher(options: FlusherOptions): Flusher {
  const { spool, wait_ms = 1_000, setTimer = systemTimer } = options
  const nap = openNap(setTimer)
  const inTurn = openTurns()
  const state = { isClosing: false, isLate: false, pauses: 0 }
  const write = openWriter({ ...options, nap, state })
  const report = (error: unknown) => options.onError(error, { row_count: 0, is_refused: false })

  /** False when it was held up before everything was there. */
  const drain = async (): Promise<boolean> => {
    await spool.seal()
    for (let batch = await spool.next(); batch !== null; batch = await spool.next()) {
      if (isHeld(state) || !(await write(batch))) return false
    }
    return true
  }
  const run = async () => {
    while (!state.isClosing) {
      await inTurn(drain).catch(report)
      if (!state.isClosing) await nap.sleep(wait_ms)
    }
  }
  const running = run()

  return {
    async flush() {
      for (let isDone = false; !isDone && !state.isClosing; ) isDone = await inTurn(drain)
    },
    async paused(work) {
      state.pauses++
      nap.wake()
      try {
        return await inTurn(work)
      } finally {
        state.pauses--
      }
    },
    async close() {
      state.isClosing = true
      const late = setTimer(() => {
        state.isLate = true
      }, LAST_WRITES_MS)
      nap.wake()
      await running
      await inTurn(drain).catch(report)
      late.cancel()
    },
  }
}

interface State {
  readonly isClosing: boolean
  /** Closing has taken long enough. */
  readonly isLate: boolean
  /** Others that want to work while no batch is on its way. */
  readonly pauses: number
}

const isHeld = ({ isLate, pauses }: State): boolean => isLate || pauses > 0

interface WriterOptions extends FlusherOptions {
  readonly nap: Nap
  readonly state: State
}

/** Writes a batch again and again; false when it was held up before the batch was there. */
function openWriter({ spool, insert, isTransient, onError, nap, state }: WriterOptions) {
  let tried: bigint | null = null
  const attempt = async (batch: SpoolBatch): Promise<void> => {
    // What went wrong before may be the answer only.
    const is_retry = batch.is_retry || batch.id === tried
    tried = batch.id
    try {
      if (batch.lines.length > 0) await insert({ ...batch, is_retry })
    } catch (error) {
      if (isTransient(error)) throw error
      onError(error, { row_count: batch.lines.length, is_refused: true })
      return spool.refuse(batch.id)
    }
    await spool.done(batch.id)
  }
  return async (batch: SpoolBatch): Promise<boolean> => {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      try {
        await attempt(batch)
        return true
      } catch (error) {
        onError(error, { row_count: batch.lines.length, is_refused: false })
      }
      const isEnding = () => isHeld(state) || state.isClosing
      if (!isEnding()) await nap.sleep(wait)
      if (isEnding()) return false
    }
  }
}

interface Nap {
  sleep(ms: number): Promise<void>
  /** Ends every pause. */
  wake(): void
}

/** A pause that can be cut short. */
function openNap(setTimer: SetTimer): Nap {
  const wakers = new Set<() => void>()
  return {
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          timer.cancel()
          wakers.delete(wake)
          resolve()
        }
        const timer = setTimer(wake, ms)
        wakers.add(wake)
      }),
    wake: () => {
      for (const wake of [...wakers]) wake()
    },
  }
}

function systemTimer(act: () => void, ms: number): { cancel(): void } {
  const timer = setTimeout(act, ms)
  return { cancel: () => clearTimeout(timer) }
}
