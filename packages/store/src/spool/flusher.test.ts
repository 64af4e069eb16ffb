import { randomBytes } from 'node:crypto'
import { AppError } from '@lethe/catalogue'
import { afterEach, expect, it } from 'vitest'
import { isTransient } from '../events/store-error.ts'
import { entryOf, pathsOf } from './contract.ts'
import { type Flusher, openFlusher } from './flusher.ts'
import { openMemorySpool } from './memory-spool.ts'
import type { SpoolBatch } from './port.ts'

const away = new AppError('store_unavailable', 'away')
const refusal = new AppError('internal', 'does not fit')
/** Lets everything that is ready to run do so. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Timers that fire when the test says so. */
class FakeTimers {
  readonly set: { act: () => void; ms: number }[] = []
  readonly start = (act: () => void, ms: number) => {
    const timer = { act, ms }
    this.set.push(timer)
    return { cancel: () => void this.set.splice(this.set.indexOf(timer), 1) }
  }
  fire(): void {
    this.set[0]?.act()
  }
}

let opened: Flusher | undefined
afterEach(() => opened?.close())

function setUp({ wait_ms = 1_000 } = {}) {
  let id = 0n
  const spool = openMemorySpool({
    max_bytes: 1024 ** 2,
    max_rows: 3,
    now: () => 0,
    randomBytes,
    nextBatchId: () => ++id,
  })
  const timers = new FakeTimers()
  const attempts: SpoolBatch[] = []
  const failures: unknown[] = []
  const reports: { row_count: number; is_refused: boolean }[] = []
  const open = () => {
    opened = openFlusher({
      spool,
      // The network edge: takes a batch, or fails as the test has lined up.
      insert: async (batch) => {
        attempts.push(batch)
        const failure = failures.shift()
        if (failure) throw failure
      },
      isTransient,
      onError: (_error, failed) => reports.push(failed),
      setTimer: timers.start,
      wait_ms,
    })
    return opened
  }
  return { spool, timers, attempts, failures, reports, open }
}

it('writes what waits now and then, whole batches at once', async () => {
  const { spool, timers, attempts, open } = setUp()
  open()
  await turn()
  await spool.append(entryOf(['/a', '/b', '/c']))
  await spool.append(entryOf(['/d']))
  expect([attempts.length, timers.set.map(({ ms }) => ms)]).toEqual([0, [1_000]])
  timers.fire()
  await turn()
  expect(attempts.map(pathsOf)).toEqual([['/a', '/b', '/c'], ['/d']])
  expect(spool.depth().row_count).toBe(0)
})

it('writes what an earlier process left at once', async () => {
  const { spool, attempts, open } = setUp()
  await spool.append(entryOf(['/a']))
  open()
  await turn()
  expect(attempts.map(pathsOf)).toEqual([['/a']])
})

it('tries the same batch again, later and later, and keeps the order', async () => {
  const { spool, timers, attempts, failures, reports, open } = setUp()
  await spool.append(entryOf(['/a', '/b', '/c']))
  await spool.append(entryOf(['/d']))
  failures.push(...Array.from({ length: 8 }, () => away))
  open()
  const waits: (number | undefined)[] = []
  for (let at = 0; at < 8; at++) {
    await turn()
    waits.push(timers.set[0]?.ms)
    timers.fire()
  }
  await turn()
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  expect(attempts.slice(0, 9).map(pathsOf)).toEqual(Array(9).fill(['/a', '/b', '/c']))
  expect(attempts.slice(0, 10).map(({ id, is_retry }) => [id, is_retry])).toEqual([
    [1n, false],
    ...Array(8).fill([1n, true]),
    [2n, false],
  ])
  expect(attempts.slice(9).map(pathsOf)).toEqual([['/d']])
  expect(reports).toEqual(Array.from({ length: 8 }, () => ({ row_count: 3, is_refused: false })))
})

it('sets a batch aside that is refused for good, and goes on with the next', async () => {
  const { spool, attempts, failures, reports, open } = setUp()
  await spool.append(entryOf(['/a', '/b', '/c']))
  await spool.append(entryOf(['/d']))
  failures.push(refusal)
  open()
  await turn()
  expect(attempts.map(pathsOf)).toEqual([['/a', '/b', '/c'], ['/d']])
  expect(spool.depth().refused).toEqual([{ id: '1', row_count: 3, bytes: 3_072 }])
  expect(reports).toEqual([{ row_count: 3, is_refused: true }])
})

it('flushes what was there before, through a store that is away for a while', async () => {
  const { spool, timers, attempts, failures, open } = setUp()
  const flusher = open()
  await turn()
  await spool.append(entryOf(['/a']))
  failures.push(away)
  let isFlushed = false
  const flushed = flusher.flush().then(() => {
    isFlushed = true
  })
  await turn()
  expect([isFlushed, attempts.length]).toEqual([false, 1])
  timers.set.find(({ ms }) => ms === 250)?.act()
  await flushed
  expect(attempts).toHaveLength(2)
})

it('does other work while no batch is on its way, even when the store is away, and goes on after', async () => {
  const { spool, timers, attempts, failures, open } = setUp()
  await spool.append(entryOf(['/a', '/secret'], 2))
  failures.push(away)
  const flusher = open()
  await turn()
  expect(attempts).toHaveLength(1)
  await flusher.paused(async () => {
    await turn()
    expect(attempts).toHaveLength(1)
    await spool.eraseSite(2)
    await spool.append(entryOf(['/b']))
  })
  timers.fire()
  await turn()
  expect(attempts.slice(1).map(pathsOf)).toEqual([['/b']])
})

it('ends with one last try; what a store that is away does not take stays in the spool', async () => {
  const { spool, attempts, failures, open } = setUp()
  await spool.append(entryOf(['/a', '/b', '/c']))
  await spool.append(entryOf(['/d']))
  failures.push(away, away)
  const flusher = open()
  await turn()
  await flusher.close()
  expect([attempts.length, spool.depth().row_count]).toEqual([2, 4])
  await flusher.flush()
  expect(attempts).toHaveLength(2)
})

it('writes what waits before it ends', async () => {
  const { spool, attempts, open } = setUp()
  const flusher = open()
  await turn()
  await spool.append(entryOf(['/a']))
  await flusher.close()
  expect(attempts.map(pathsOf)).toEqual([['/a']])
})
