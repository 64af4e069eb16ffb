import { fakeClock } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { openCleanMemory } from './clean-memory.ts'

it('forgets after the given minutes, however often it is asked', () => {
  const clock = fakeClock('2026-11-23T10:00:00Z')
  const memory = openCleanMemory<string>({ now: clock.now, minutes: 10 })
  memory.keep('a', 'A')
  for (let minute = 0; minute < 9; minute++) {
    expect(memory.recall('a')).toBe('A')
    clock.advance(30_000)
  }
  clock.advance(10 * 60_000)
  expect(memory.recall('a')).toBeUndefined()
})

it('keeps no more than its limit', () => {
  const memory = openCleanMemory<number>({ now: () => 0, limit: 10 })
  for (let at = 0; at < 100; at++) memory.keep(`${at}`, at)
  const kept = new Array(100).fill(0).filter((_, at) => memory.recall(`${at}`) !== undefined)
  expect(kept.length).toBeLessThanOrEqual(10)
  expect(memory.recall('99')).toBe(99)
  memory.keep('x'.repeat(301), 1)
  expect(memory.recall('x'.repeat(301))).toBeUndefined()
})
