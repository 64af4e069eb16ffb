import { randomBytes } from 'node:crypto'
import { fakeClock } from '@lethe/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTakenItems, REMEMBERED_MS } from './taken-items.ts'

const MINUTE = 60_000

function setUp(maxItems?: number) {
  const clock = fakeClock('2026-11-23T10:00:00Z')
  return { clock, taken: openTakenItems({ now: clock.now, randomBytes, ...(maxItems && { maxItems }) }) }
}

describe('openTakenItems', () => {
  it('takes an item once, per site', () => {
    const { taken } = setUp()
    expect([taken.take(1, 'a'), taken.take(1, 'a'), taken.take(2, 'a'), taken.take(1, 'b')]).toEqual([
      true,
      false,
      true,
      true,
    ])
    // Site 1 with "1 a" is not site 11 with "a".
    expect([taken.take(11, 'a'), taken.take(1, '1 a')]).toEqual([true, true])
  })

  it('looks without remembering', () => {
    const { taken } = setUp()
    expect([taken.isNew(1, 'a'), taken.isNew(1, 'a'), taken.take(1, 'a'), taken.isNew(1, 'a')]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('takes again what was refused', () => {
    const { taken, clock } = setUp()
    taken.take(1, 'a')
    clock.advance(7 * MINUTE)
    taken.forget(1, 'a')
    expect(taken.take(1, 'a')).toBe(true)
  })

  it('holds nothing once all is over', () => {
    const { taken, clock } = setUp()
    for (let at = 0; at < 900; at++) taken.take(1, `item-${at}`)
    clock.advance(6 * MINUTE)
    for (let at = 900; at < 1_000; at++) taken.take(1, `item-${at}`)
    expect(taken.size).toBe(1_000)
    clock.advance(REMEMBERED_MS + 5 * MINUTE)
    expect([taken.isNew(1, 'item-0'), taken.isNew(1, 'item-999')]).toEqual([true, true])
    taken.sweep()
    expect(taken.size).toBe(0)
  })

  it('forgets the oldest first when too many come, and never holds more', () => {
    const { taken } = setUp(300)
    for (let at = 0; at < 1_000; at++) {
      expect(taken.take(1, `item-${at}`)).toBe(true)
      expect(taken.size).toBeLessThanOrEqual(300)
    }
    for (let at = 800; at < 1_000; at++) expect(taken.isNew(1, `item-${at}`)).toBe(false)
    expect(taken.isNew(1, 'item-600')).toBe(true)
  })

  it('remembers through a clock that is set back', () => {
    const { taken, clock } = setUp()
    taken.take(1, 'a')
    clock.advance(-3_600_000)
    expect(taken.take(1, 'a')).toBe(false)
  })

  it('agrees with a list of times: 10 minutes for certain, 15 at most', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 40 }),
      wait_ms: fc.oneof(fc.nat(20_000), fc.nat(6 * MINUTE)),
      isRefused: fc.boolean(),
      sweeps: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { taken, clock } = setUp()
        const takenAt = new Map<number, number>()
        for (const { id, wait_ms, isRefused, sweeps } of steps) {
          clock.advance(wait_ms)
          if (sweeps) taken.sweep()
          const age = clock.now() - (takenAt.get(id) ?? Number.NEGATIVE_INFINITY)
          const isTaken = taken.take(1, String(id))
          if (age < REMEMBERED_MS) expect(isTaken).toBe(false)
          if (age >= REMEMBERED_MS + 5 * MINUTE) expect(isTaken).toBe(true)
          if (isTaken) takenAt.set(id, clock.now())
          if (!isTaken || !isRefused) continue
          taken.forget(1, String(id))
          takenAt.delete(id)
        }
      }),
    )
  })
})
