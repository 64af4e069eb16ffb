import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeyTable } from './key-table.ts'

/** Keys that share few first words, so that clusters form and wrap around. */
const key = fc.tuple(fc.constantFrom(1, 2, 14, 15, 16, 31, 0xffff_ffff), fc.integer({ min: 1, max: 40 })).map(bytes)
const command = fc.oneof(
  fc.record({ do: fc.constant('put' as const), key, value: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant('delete' as const), key }),
  fc.record({ do: fc.constant('sweep' as const), value: fc.integer({ min: 0, max: 9 }) }),
)

function bytes([first, last]: readonly [number, number]): Uint8Array {
  return new Uint8Array(Uint32Array.of(first, 0, 0, last).buffer)
}

describe('KeyTable', () => {
  it('behaves as a Map', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
        const table = new KeyTable<number>('map')
        const model = new Map<string, number>()
        for (const step of commands) {
          if (step.do === 'put') {
            table.put(step.key, step.value)
            model.set(step.key.join(), step.value)
          } else if (step.do === 'delete') {
            table.delete(step.key)
            model.delete(step.key.join())
          } else {
            table.sweep((value) => value === step.value)
            for (const [known, value] of model) if (value === step.value) model.delete(known)
          }
          expect(table.size).toBe(model.size)
        }
        for (const [known, value] of model) expect(table.get(Uint8Array.from(known.split(',').map(Number)))).toBe(value)
      }),
    )
  })

  it('knows what a set holds, and nothing after a wipe', () => {
    const set = new KeyTable<undefined>('set')
    for (let at = 1; at <= 1000; at++) set.put(bytes([at, at]), undefined)
    expect(set.size).toBe(1000)
    expect(set.has(bytes([500, 500]))).toBe(true)
    expect(set.has(bytes([500, 501]))).toBe(false)
    set.wipe()
    expect(set.size).toBe(0)
    expect(set.has(bytes([500, 500]))).toBe(false)
  })
})
