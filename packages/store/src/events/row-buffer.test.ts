import { AppError } from '@lethe/catalogue'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventRow } from './contract.ts'
import type { EventRow } from './port.ts'
import { openRowBuffer, type RowBufferOptions } from './row-buffer.ts'

interface Written {
  readonly id: bigint
  readonly rows: readonly EventRow[]
}

/** Timers that fire when the test says so, soonest first. */
class FakeTimers {
  readonly set: { act: () => void; ms: number }[] = []
  readonly start = (act: () => void, ms: number) => {
    const timer = { act, ms }
    this.set.push(timer)
    return { cancel: () => this.drop(timer) }
  }
  fire(): void {
    const timer = this.set[0]
    if (!timer) throw new Error('no timer is set')
    this.drop(timer)
    timer.act()
  }
  private drop(timer: { act: () => void; ms: number }): void {
    const at = this.set.indexOf(timer)
    if (at >= 0) this.set.splice(at, 1)
  }
}

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => eventRow({ path: `/${from + at}` }))
const away = new AppError('store_unavailable', 'away')
/** Lets everything that is ready to run do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

let timers: FakeTimers
let attempts: Written[]
let failures: unknown[]
let reports: { rows: number; is_lost: boolean }[]

beforeEach(() => {
  timers = new FakeTimers()
  attempts = []
  failures = []
  reports = []
})

function open(changes: Partial<RowBufferOptions> = {}) {
  let id = 0n
  return openRowBuffer({
    // The network edge: takes a batch, or fails as the test has lined up.
    store: {
      async insert(batch) {
        attempts.push(batch)
        const failure = failures.shift()
        if (failure) throw failure
      },
    },
    max_rows: 3,
    max_wait_ms: 1_000,
    nextBatchId: () => ++id,
    randomBelow: (bound) => bound - 1,
    onError: (_error, report) => reports.push(report),
    setTimer: timers.start,
    ...changes,
  })
}

const paths = (written: readonly Written[]) => written.map(({ rows }) => rows.map((row) => row.path))

describe('batches', () => {
  it('are written when they are full, and otherwise after the longest wait', async () => {
    const buffer = open()
    expect(buffer.add(numbered(4))).toBe(true)
    await settled()
    expect(paths(attempts)).toEqual([['/0', '/1', '/2']])
    expect(timers.set.map((timer) => timer.ms)).toEqual([1_000])
    timers.fire()
    await settled()
    expect(paths(attempts)).toEqual([['/0', '/1', '/2'], ['/3']])
    expect(attempts.map((batch) => batch.id)).toEqual([1n, 2n])
    expect(timers.set).toEqual([])
  })

  it('lose the order in which their rows came', async () => {
    const buffer = open({ randomBelow: () => 0 })
    buffer.add(numbered(3))
    await buffer.flush()
    expect(paths(attempts)).toEqual([['/1', '/2', '/0']])
  })

  it('are on their way when flush resolves, none twice', async () => {
    const buffer = open()
    buffer.add(numbered(2))
    await buffer.flush()
    await buffer.flush()
    expect(paths(attempts)).toEqual([['/0', '/1']])
    expect(timers.set).toEqual([])
  })
})

describe('a store that is away', () => {
  it('gets the same batch again, under the same id, after longer and longer waits, before any other', async () => {
    failures = [away, away]
    const buffer = open()
    buffer.add(numbered(6))
    const flushed = buffer.flush()
    const waits: (number | undefined)[] = []
    for (let retry = 0; retry < 2; retry++) {
      await settled()
      waits.push(timers.set[0]?.ms)
      timers.fire()
    }
    await flushed
    expect(waits).toEqual([250, 500])
    expect(attempts.map((batch) => batch.id)).toEqual([1n, 1n, 1n, 2n])
    expect(attempts[2]).toBe(attempts[0])
    expect(reports).toEqual([
      { rows: 3, is_lost: false },
      { rows: 3, is_lost: false },
    ])
  })

  it('leaves a bounded number of rows in memory; room comes back with the store', async () => {
    failures = [away]
    const buffer = open()
    expect(buffer.hasRoom(60)).toBe(true)
    expect(buffer.add(numbered(60))).toBe(true)
    expect(buffer.hasRoom(1)).toBe(false)
    expect(buffer.add(numbered(1))).toBe(false)
    await settled()
    timers.fire()
    await buffer.flush()
    expect(buffer.add(numbered(1))).toBe(true)
    expect(attempts).toHaveLength(21)
  })

  it('counts reserved room as taken until it is released', async () => {
    const buffer = open({ max_held: 5 })
    expect([buffer.reserve(3), buffer.reserve(3), buffer.add(numbered(3))]).toEqual([true, false, false])
    buffer.release(3)
    expect([buffer.add(numbered(3)), buffer.reserve(2), buffer.reserve(1)]).toEqual([true, true, false])
    await buffer.flush()
    expect([buffer.hasRoom(3), buffer.hasRoom(4)]).toEqual([true, false])
  })

  it('does not hold up closing: one last attempt each, and what is lost is said', async () => {
    failures = [away, away]
    const buffer = open()
    buffer.add(numbered(4))
    await settled()
    const closed = buffer.close()
    failures = [away]
    await closed
    expect(attempts.map((batch) => batch.id)).toEqual([1n, 1n, 2n])
    expect(reports).toEqual([
      { rows: 3, is_lost: false },
      { rows: 3, is_lost: true },
    ])
    expect(buffer.add(numbered(1))).toBe(false)
  })
})

it('gives up on a batch that the store refuses for its content, and goes on', async () => {
  failures = [new AppError('internal', 'refused')]
  const buffer = open()
  buffer.add(numbered(6))
  await buffer.flush()
  expect(attempts.map((batch) => batch.id)).toEqual([1n, 2n])
  expect(reports).toEqual([{ rows: 3, is_lost: true }])
})
