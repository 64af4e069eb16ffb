import { expect, it } from 'vitest'
import { BUCKETS_OF_RANGE, TIME_BUCKETS, TIME_RANGES } from './api.ts'

it.each(TIME_RANGES)('%s has a default bucket, and no bucket twice', (range) => {
  const buckets = BUCKETS_OF_RANGE[range]
  expect(buckets.length).toBeGreaterThan(0)
  expect(new Set(buckets).size).toBe(buckets.length)
  expect(buckets.filter((bucket) => !TIME_BUCKETS.includes(bucket))).toEqual([])
})
