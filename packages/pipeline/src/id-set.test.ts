import type { ItemHash } from '@lethe/store/spool/port'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { IdSet } from './id-set.ts'

// Few first words, so that entries push each other along; the table wraps round at its end.
const key = fc.tuple(fc.constantFrom(1, 2, 62, 63, 64, 127, 0xffff_ffff), fc.integer({ min: 0, max: 30 }))
const step = fc.record({ key, act: fc.constantFrom('add', 'add', 'delete', 'has') })

it('agrees with a set, whatever is put in and taken out', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const table = new IdSet()
      const set = new Set<string>()
      for (const { key, act } of steps) {
        if (act === 'add') {
          table.add(key as ItemHash)
          set.add(key.join())
        }
        if (act === 'delete') {
          table.delete(key as ItemHash)
          set.delete(key.join())
        }
        expect(table.has(key as ItemHash)).toBe(set.has(key.join()))
        expect(table.size).toBe(set.size)
      }
    }),
  )
})

it('keeps everything while it grows', () => {
  const table = new IdSet()
  const keys = Array.from({ length: 5_000 }, (_, at): ItemHash => [Math.imul(at + 1, 0x9e3779b1) >>> 0, at])
  for (const each of keys) table.add(each)
  expect(table.size).toBe(5_000)
  expect(keys.every((each) => table.has(each))).toBe(true)
  expect(table.has([1, 1])).toBe(false)
})
