import { expect, it } from 'vitest'
import { openMemoryLimits } from './memory-limits.ts'

it('keeps the names that were asked for last when there are too many', () => {
  const limits = openMemoryLimits(() => 1000, 2)
  const take = (name: string) => limits.take({ name, rate: { per_second: 1, burst: 1 }, want: 1 }).granted
  expect([take('a'), take('b'), take('a'), take('c')]).toEqual([1, 1, 0, 1])
  expect([take('a'), take('c'), take('b')]).toEqual([0, 0, 1])
})
