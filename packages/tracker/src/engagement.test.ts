import { expect, it } from 'vitest'
import { openEngagement } from './engagement.ts'

it('counts while active, and hands out each millisecond once', () => {
  const engagement = openEngagement(1000, true)
  expect(engagement.take(6000)).toBe(5000)
  expect(engagement.take(6000)).toBe(0)
  engagement.set(false, 7000)
  expect(engagement.take(9000)).toBe(1000)
  engagement.set(true, 10_000)
  expect(engagement.take(12_000)).toBe(2000)
})

it('stops 30 s after the last sign of life, and goes on with the next', () => {
  const engagement = openEngagement(0, true)
  engagement.touch(10_000)
  expect(engagement.take(100_000)).toBe(40_000)
  engagement.touch(200_000)
  expect(engagement.take(205_000)).toBe(5000)
})

it('takes coming back to the page for a sign of life', () => {
  const engagement = openEngagement(0, false)
  engagement.set(true, 500_000)
  expect(engagement.take(510_000)).toBe(10_000)
})
