import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openBatchIds } from './batch-ids.ts'

it('repeats no id, and keeps to those of the process', () => {
  const batches = openBatchIds(randomBytes)
  const ids = Array.from({ length: 5_000 }, batches.next)
  expect(new Set(ids).size).toBe(5_000)
  expect(ids.every((id) => id >= batches.first && id <= batches.last)).toBe(true)
  expect(batches.last < 2n ** 64n).toBe(true)
})

it('draws again what it has drawn before', () => {
  let drawn = 0
  const batches = openBatchIds((size) => new Uint8Array(size).fill(drawn++ >> 1))
  expect(new Set([batches.next(), batches.next(), batches.next()]).size).toBe(3)
})

it('tells nothing of the order in which batches were written', () => {
  const { next } = openBatchIds(randomBytes)
  const ids = Array.from({ length: 1_000 }, next)
  const rising = ids.filter((id, at) => at > 0 && id > (ids[at - 1] as bigint)).length
  expect(rising).toBeGreaterThan(400)
  expect(rising).toBeLessThan(600)
})
