import { expect, it } from 'vitest'
import type { IdentifyItem } from '../port.ts'
import { entryOf } from '../testing/beacons.ts'
import { readAnswer } from './beacon-wire.ts'

it('reads facts of a session by their names, whatever version wrote them', () => {
  const entry = { ...entryOf('/now'), browser: 'Firefox', weight: 1_000_000 }
  const item: IdentifyItem = { at: 5, is_engaging: true, viewed_path: '/now', page_id: '', entry }
  const written = JSON.stringify({ not_known_here: 'x', country: 'NP', entry_path: '/first' })
  const session = [Buffer.alloc(16), 3, Buffer.from(written)]
  const { facts } = readAnswer([5, [[5, 1, 2, 2, 0, 0]], [session]], [item])
  expect(facts?.[0]?.entry).toEqual({ ...entry, country: 'NP', entry_path: '/first' })
})
