import { COLUMN_NAMES } from '@lethe/catalogue'
import { expect, it } from 'vitest'
import { eventRow } from './contract.ts'
import { isStorable } from './is-storable.ts'
import type { EventRow } from './port.ts'

const FITTING: Partial<EventRow> = {
  browser_major: 65_535,
  lcp_ms: null,
  cls_e4: 0,
  event_value: '-12.3400',
  error_fingerprint: 2 ** 53 - 1,
  error_frames: ['f a.js:1:2'],
  props: { plan: 'pro' },
  session_id: '00000000-0000-0000-0000-000000000000',
}

it('takes what the columns take, and what is left out', () => {
  expect(isStorable(eventRow())).toBe(true)
  expect(isStorable(eventRow(FITTING))).toBe(true)
  expect(isStorable(eventRow({ error_fingerprint: '18446744073709551615', path: undefined as never }))).toBe(true)
  expect(COLUMN_NAMES.length).toBeGreaterThan(80)
})

it.each([
  [{ browser_major: 65_536 }],
  [{ browser_major: -1 }],
  [{ lcp_ms: 1.5 }],
  [{ lcp_ms: Number.NaN }],
  [{ lcp_ms: '12' }],
  [{ session_seq: null }],
  [{ at: 2 ** 32 }],
  [{ type: 'nonsense' }],
  [{ session_id: 'nonsense' }],
  [{ path: 7 }],
  [{ event_value: '1e+21' }],
  [{ error_frames: [1] }],
  [{ error_frames: 'f' }],
  [{ props: { plan: 1 } }],
  [{ props: ['plan'] }],
  [{ no_such_column: '' }],
])('refuses %j', (change) => {
  expect(isStorable({ ...eventRow(), ...change } as EventRow)).toBe(false)
})
