import { randomBytes } from 'node:crypto'
import type { ItemHash } from '@lethe/store/spool/port'
import { fakeClock } from '@lethe/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTakenItems, REMEMBERED_MS } from './taken-items.ts'

const MINUTE = 60_000

function setUp(maxItems?: number) {
  const clock = fakeClock('2026-11-23T10:00:00Z')
  const taken = openTakenItems({ now: clock.now, key: randomBytes(32), ...(maxItems && { maxItems }) })
  return {
    clock,
    taken,
    isTaken: (siteId: number, id: string) => taken.take(siteId, id) !== null,
    isNew: (id: string) => taken.look(1, id) !== null,
  }
}

describe('openTakenItems', () => {
  it('takes an item once, per site', () => {
    const { isTaken } = setUp()
    expect([isTaken(1, 'a'), isTaken(1, 'a'), isTaken(2, 'a'), isTaken(1, 'b')]).toEqual([true, false, true, true])
    // Site 1 with "1 a" is not site 11 with "a".
    expect([isTaken(11, 'a'), isTaken(1, '1 a')]).toEqual([true, true])
  })

  it('looks without remembering', () => {
    const { isNew, isTaken } = setUp()
    expect([isNew('a'), isNew('a'), isTaken(1, 'a'), isNew('a')]).toEqual([true, true, true, false])
  })

  it('takes again what was refused', () => {
    const { taken, clock, isNew } = setUp()
    const hash = taken.take(1, 'a')
    clock.advance(7 * MINUTE)
    taken.forget(hash as ItemHash)
    expect(isNew('a')).toBe(true)
  })

  it('holds nothing once all is over', () => {
    const { taken, clock, isNew } = setUp()
    for (let at = 0; at < 900; at++) taken.take(1, `item-${at}`)
    clock.advance(6 * MINUTE)
    for (let at = 900; at < 1_000; at++) taken.take(1, `item-${at}`)
    expect(taken.size).toBe(1_000)
    clock.advance(REMEMBERED_MS + 5 * MINUTE)
    expect([isNew('item-0'), isNew('item-999')]).toEqual([true, true])
    taken.sweep()
    expect(taken.size).toBe(0)
  })

  it('forgets the oldest first when too many come, and never holds more', () => {
    const { taken, isTaken, isNew } = setUp(300)
    for (let at = 0; at < 1_000; at++) {
      expect(isTaken(1, `item-${at}`)).toBe(true)
      expect(taken.size).toBeLessThanOrEqual(300)
    }
    for (let at = 800; at < 1_000; at++) expect(isNew(`item-${at}`)).toBe(false)
    expect(isNew('item-600')).toBe(true)
  })

  it('remembers through a clock that is set back', () => {
    const { isTaken, clock } = setUp()
    isTaken(1, 'a')
    clock.advance(-3_600_000)
    expect(isTaken(1, 'a')).toBe(false)
  })

  it('knows those that were taken before, under the same key', () => {
    const { clock, taken } = setUp()
    const key = new Uint8Array(32).fill(7)
    const before = openTakenItems({ now: clock.now, key })
    const items = [before.take(1, 'a'), before.take(1, 'b')] as ItemHash[]
    const after = openTakenItems({ now: clock.now, key, recent: [{ items }] })
    expect([after.look(1, 'a'), after.look(1, 'b')]).toEqual([null, null])
    expect(after.look(1, 'c')).not.toBeNull()
    expect(taken.look(1, 'a')).not.toEqual(items[0])
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
          const hash = taken.take(1, String(id))
          if (age < REMEMBERED_MS) expect(hash).toBeNull()
          if (age >= REMEMBERED_MS + 5 * MINUTE) expect(hash).not.toBeNull()
          if (hash !== null) takenAt.set(id, clock.now())
          if (hash === null || !isRefused) continue
          taken.forget(hash)
          takenAt.delete(id)
        }
      }),
    )
  })
})
