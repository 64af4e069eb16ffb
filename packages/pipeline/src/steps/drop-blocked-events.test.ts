import { batchBody, singleBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { outcomeWith, TAKEN } from '../testing/filter-site.ts'

const BLOCKED = 'filtered/event_blocked'
const eventBody = (name: string) => batchBody({ items: [{ id: 'i', page: 'page-1', type: 'event', age_ms: 0, name }] })

it.each([
  [{ blocked_event_names: ['debug'] }, 'debug', BLOCKED],
  [{ blocked_event_names: ['debug'] }, 'Debug', TAKEN],
  [{ blocked_event_names: ['debug'] }, 'debugger', TAKEN],
  [{ blocked_event_names: ['debug_*'] }, 'debug_click', BLOCKED],
  [{ blocked_event_names: ['debug_*'] }, 'debug', TAKEN],
  [{ blocked_event_names: ['*'] }, 'anything', BLOCKED],
  [{ blocked_event_names: ['a.b'] }, 'a-b', TAKEN],
  [{ allowed_event_names: ['signup', 'order_*'] }, 'order_paid', TAKEN],
  [{ allowed_event_names: ['signup', 'order_*'] }, 'signup2', BLOCKED],
  [{ allowed_event_names: ['*'], blocked_event_names: ['x'] }, 'x', BLOCKED],
  [{}, 'anything', TAKEN],
])('%j and %s: %s', async (filters, name, expected) => {
  expect(await outcomeWith(filters, { body: eventBody(name) })).toBe(expected)
  expect(await outcomeWith(filters, { body: singleBody({ event_name: name }) })).toBe(expected)
})

it('leaves items of other types alone', async () => {
  expect(await outcomeWith({ allowed_event_names: ['signup'], blocked_event_names: ['*'] })).toBe(TAKEN)
})
