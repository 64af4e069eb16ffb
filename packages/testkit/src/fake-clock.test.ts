import { expect, it } from 'vitest'
import { fakeClock } from './fake-clock.ts'

it('moves only when it is moved', () => {
  const { now, advance, set } = fakeClock('2026-03-29T00:59:59Z')
  expect(now()).toBe(Date.UTC(2026, 2, 29, 0, 59, 59))
  advance(1_000)
  expect(now()).toBe(Date.UTC(2026, 2, 29, 1))
  set(5)
  expect(now()).toBe(5)
})
