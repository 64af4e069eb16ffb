import { BUCKETS_OF_RANGE, type TimeBucket } from '@lethe/catalogue'
import { bucketStarts, MAX_BUCKETS } from '../buckets.ts'
import type { PlanStep } from '../plan.ts'

/** Time series: the asked bucket, or the range's first one, and the start of every bucket. */
export const putBuckets: PlanStep = (plan) => {
  const { request, period, previous } = plan
  if (request.kind !== 'timeseries') return plan
  const bucket: TimeBucket = request.bucket ?? BUCKETS_OF_RANGE[request.range][0] ?? 'day'
  return {
    ...plan,
    bucket,
    buckets: bucketStarts(period, bucket),
    // One day may be longer than its predecessor, so the previous period may have a bucket more than the limit.
    previousBuckets: previous ? bucketStarts(previous, bucket).slice(0, MAX_BUCKETS + 1) : [],
  }
}
