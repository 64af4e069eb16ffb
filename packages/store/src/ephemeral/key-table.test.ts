import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GONE } from './key-segment.ts'
import { KeyTable } from './key-table.ts'

/** Keys that share few first words, so that clusters form and wrap around. */
const key = fc
  .tuple(fc.constantFrom(1, 2, 0x8000_0000, 0xffff_fffe, 0xffff_ffff), fc.integer({ min: 1, max: 40 }))
  .map(([first, last]) => bytes(first, last * 0x0700_0000, last))
const value = fc.integer({ min: 1, max: 9 })
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), key, value }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const), value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take over' as const) }) },
)

function bytes(first: number, second: number, last: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(first, second, 0, last).buffer)
}

/** Spreads over all segments. */
const spread = (at: number) => bytes(Math.imul(at, 2_654_435_761), Math.imul(at, 2_246_822_519), at)

function takeOver(table: KeyTable, words: 1 | 2): KeyTable {
  const parts: Uint8Array[] = []
  const image = structuredClone(table.image(parts))
  const copies = parts.map((part) => part.slice())
  const successor = new KeyTable(words)
  successor.load(image, () => copies.shift() as Uint8Array)
  return successor
}

describe('KeyTable', () => {
  it('behaves as a Map', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        let table = new KeyTable(2)
        const model = new Map<string, number>()
        for (const step of commands) {
          if (step.do === 'put') {
            table.put(step.key, step.value, step.value + 1)
            model.set(step.key.join(), step.value)
          } else if (step.do === 'delete') {
            table.delete(step.key)
            model.delete(step.key.join())
          } else if (step.do === 'sweep') {
            Array.from(table.sweep((value) => (value === step.value ? GONE : value)))
            for (const [known, value] of model) if (value === step.value) model.delete(known)
          } else table = takeOver(table, 2)
          expect(table.size).toBe(model.size)
        }
        for (const [known, value] of model) {
          const key = Uint8Array.from(known.split(',').map(Number))
          expect([table.get(key), table.get(key, 1)]).toEqual([value, value + 1])
        }
        expect([...table.values()].sort()).toEqual([...model.values()].sort())
      }),
    )
  })

  it('finds everything among many, in few bytes each, and nothing after a wipe', () => {
    const table = new KeyTable(1)
    for (let at = 1; at <= 100_000; at++) {
      table.put(spread(at), at)
      if (at % 10_000 !== 0) continue
      const parts: Uint8Array[] = []
      table.image(parts)
      expect(parts.reduce((sum, { length }) => sum + length, 0) / at).toBeLessThanOrEqual(32)
    }
    expect(table.size).toBe(100_000)
    for (let at = 1; at <= 100_000; at++) if (table.get(spread(at)) !== at) expect.fail(`${at} is lost`)
    expect(table.get(spread(100_001))).toBe(-1)
    const parts: Uint8Array[] = []
    table.image(parts)
    table.wipe()
    expect(table.size).toBe(0)
    expect(table.get(spread(1))).toBe(-1)
    expect(parts.every((part) => part.every((byte) => byte === 0))).toBe(true)
  })

  it('sweeps what was there at the beginning, though it grows meanwhile', () => {
    const table = new KeyTable(1)
    for (let at = 1; at <= 50_000; at++) table.put(spread(at), 1)
    let next = 50_001
    for (const _step of table.sweep((value) => (value === 1 ? GONE : value)))
      for (let more = 0; more < 3000; more++) table.put(spread(next++), 2)
    for (let at = 1; at <= 50_000; at++) if (table.get(spread(at)) !== -1) expect.fail(`${at} is still there`)
    for (let at = 50_001; at < next; at++) if (table.get(spread(at)) !== 2) expect.fail(`${at} is lost`)
    expect(table.size).toBe(next - 50_001)
  })

  it('removes the oldest first, also when the second word turns over', () => {
    const table = new KeyTable(2)
    const ends = [5, 0xffff_fff0, 2, 0xffff_ffff]
    for (const [at, end] of ends.entries()) table.put(spread(at + 1), at + 1, end)
    const removed = ends.map(() => table.removeOldestNear(spread(1), 0xffff_ff00))
    expect(removed).toEqual([2, 4, 3, 1])
    expect(table.removeOldestNear(spread(1), 0)).toBe(-1)
  })
})
