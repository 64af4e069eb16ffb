import { expect, it } from 'vitest'
import { writeBeacons } from './beacon.ts'
import type { Item, Page } from './item.ts'

const page: Page = { id: 'p1', url: 'https://s.example/', referrer: '', navigation_type: 'navigate' }
const item = (id: string, at: number, note = ''): Item => ({ id, page, type: 'event', at, fields: { name: 'x', note } })
const envelope = { client_key: 'k', environment: undefined, context: { language: 'de' } }
const bodies = (items: Item[]) => writeBeacons(envelope, items, 1000).map(({ body }) => JSON.parse(body))

it('writes the batch form, with the age of every item and each page once', () => {
  expect(bodies([item('a', 400.4), item('b', 1200)])).toEqual([
    {
      v: 1,
      client_key: 'k',
      context: { language: 'de' },
      pages: [{ id: 'p1', url: 'https://s.example/', navigation_type: 'navigate' }],
      items: [
        { id: 'a', page: 'p1', type: 'event', age_ms: 600, name: 'x', note: '' },
        { id: 'b', page: 'p1', type: 'event', age_ms: 0, name: 'x', note: '' },
      ],
    },
  ])
})

it('keeps to 50 items and 16 KiB of UTF-8, in order, losing none', () => {
  for (const [count, note] of [
    [120, ''],
    [40, 'ü'.repeat(900)],
  ] as const) {
    const items = Array.from({ length: count }, (_, at) => item(`i${at}`, at, note))
    const written = writeBeacons(envelope, items, 1000)
    expect(written.flatMap((beacon) => beacon.items)).toEqual(items)
    for (const { body, items: inside } of written) {
      expect(inside.length).toBeLessThanOrEqual(50)
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(16_384)
    }
  }
})

it('leaves out what is too large for a beacon of its own, and writes nothing for nothing', () => {
  expect(bodies([item('a', 0, 'x'.repeat(20_000)), item('b', 0)]).flatMap(({ items }) => items)).toHaveLength(1)
  expect(bodies([])).toEqual([])
})

it('does not let fields take the place of what the tracker says', () => {
  const forged: Item = { ...item('a', 0), fields: { id: 'z', type: 'pageview', page: 'p9', age_ms: -5 } }
  expect(bodies([forged])[0].items[0]).toEqual({ id: 'a', page: 'p1', type: 'event', age_ms: 1000 })
})
