import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventRow } from '../events/contract.ts'
import type { ItemHash } from './port.ts'
import { decodeRecords, encode, encodeRecord } from './record.ts'

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const record = fc.record({
  lines: fc.array(fc.json({ maxDepth: 1 }), { maxLength: 5 }),
  items: fc.array(fc.tuple(word, word) as fc.Arbitrary<ItemHash>, { maxLength: 5 }),
})

it('gives back what was written, record after record', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (records) => {
      const file = Buffer.concat(records.map(({ lines, items }) => encode(lines, items)))
      expect(decodeRecords(file)).toEqual({
        lines: records.flatMap(({ lines }) => lines),
        items: records.flatMap(({ items }) => items),
        good_bytes: file.length,
      })
    }),
  )
})

it('writes several entries as one', () => {
  const rows = [eventRow({ path: '/a' }), eventRow({ path: '/ü' })]
  const entry = (at: number) => ({ rows: rows.slice(at, at + 1), items: [[at, 7] as const] })
  const { lines, items } = decodeRecords(encodeRecord([entry(0), entry(1), { rows: [], items: [[9, 9]] }]))
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
  expect(items).toEqual([
    [0, 7],
    [1, 7],
    [9, 9],
  ])
})

it('keeps the records before one that was cut off, or changed, at any byte', () => {
  const whole = encode(['{"a":1}', '{"b":2}'], [[1, 2]])
  const last = encode(['{"c":3}'], [[3, 4]])
  for (let cut = 0; cut < last.length; cut++) {
    const torn = Buffer.concat([whole, last.subarray(0, cut)])
    expect(decodeRecords(torn)).toEqual({ lines: ['{"a":1}', '{"b":2}'], items: [[1, 2]], good_bytes: whole.length })
    const changed = Buffer.concat([whole, last])
    changed.writeUInt8(changed.readUInt8(whole.length + cut) ^ 1, whole.length + cut)
    expect(decodeRecords(changed).good_bytes).toBe(whole.length)
  }
  const zeroes = Buffer.concat([whole, Buffer.alloc(4_096)])
  expect(decodeRecords(zeroes).good_bytes).toBe(whole.length)
})

it('never throws', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeRecords(Buffer.from(bytes))))
})
