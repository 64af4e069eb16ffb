import { fakeClock } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { type OutcomeRow, openOutcomeCounter } from './outcome-counter.ts'

const HOUR = Date.parse('2026-11-23T10:00:00Z')

/** Lets promises that are settled already run on. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve()
}

describe('openOutcomeCounter', () => {
  it('adds up per site, hour, outcome and reason, and writes each count once', async () => {
    const clock = fakeClock(HOUR + 5)
    const written: OutcomeRow[] = []
    const counter = openOutcomeCounter({ now: clock.now, write: async (rows) => void written.push(...rows) })
    counter.count(1, 'accepted/accepted', 2)
    counter.count(1, 'accepted/accepted', 3)
    counter.count(2, 'filtered/bot', 1)
    clock.advance(3_600_000)
    counter.count(1, 'accepted/accepted', 1)
    await Promise.all([counter.flush(), counter.flush()])
    await counter.flush()
    expect(written).toEqual([
      { site_id: 1, hour: HOUR, outcome: 'accepted', reason: 'accepted', count: 5 },
      { site_id: 2, hour: HOUR, outcome: 'filtered', reason: 'bot', count: 1 },
      { site_id: 1, hour: HOUR + 3_600_000, outcome: 'accepted', reason: 'accepted', count: 1 },
    ])
  })

  it('writes nothing when nothing was counted, and never twice at once', async () => {
    const written: (readonly OutcomeRow[])[] = []
    let endFirst = () => {}
    const first = new Promise<void>((resolve) => {
      endFirst = resolve
    })
    const counter = openOutcomeCounter({
      now: () => HOUR,
      write: async (rows) => {
        written.push(rows)
        if (written.length === 1) await first
      },
    })
    await counter.flush()
    expect(written).toEqual([])
    counter.count(1, 'filtered/bot', 1)
    const flushes = [counter.flush()]
    await turns(10)
    counter.count(1, 'filtered/bot', 2)
    flushes.push(counter.flush(), counter.flush())
    await turns(10)
    expect(written).toMatchObject([[{ count: 1 }]])
    endFirst()
    await Promise.all(flushes)
    expect(written).toMatchObject([[{ count: 1 }], [{ count: 2 }]])
  })

  it('keeps what could not be written, together with what came meanwhile', async () => {
    const written: OutcomeRow[] = []
    let isBroken = true
    const counter = openOutcomeCounter({
      now: () => HOUR,
      write: async (rows) => {
        if (!isBroken) return void written.push(...rows)
        counter.count(1, 'filtered/bot', 10)
        throw new Error('no disk')
      },
    })
    counter.count(1, 'filtered/bot', 1)
    await expect(counter.flush()).rejects.toThrow('no disk')
    isBroken = false
    await counter.flush()
    expect(written).toMatchObject([{ count: 11 }])
  })
})
