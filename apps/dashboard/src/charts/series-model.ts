import { METRICS, type MetricName, type TimeBucket } from '@lethe/catalogue'
import type { Rows } from '../api/ask.ts'
import { formatMetric, formatTick } from '../format/format.ts'
import { bucketLabels } from '../format/time.ts'
import { thresholdsOf, vitalOf } from '../format/vital.ts'
import type { ChartModel } from './chart-model.ts'

const LENGTH_MS: Record<TimeBucket, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 24 * 3_600_000,
  week: 7 * 24 * 3_600_000,
  month: 28 * 24 * 3_600_000,
}

/** Where the bucket that is not over begins, if the last one is not. */
function openBucket({ data, time_bucket = 'day' }: Rows, now: number): number | undefined {
  const start = Date.parse(String(data.at(-1)?.ts))
  return now < start + LENGTH_MS[time_bucket] ? data.length - 1 : undefined
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** A time series of the API as a chart. */
export function seriesModel(rows: Rows, metric: MetricName, now = Date.now()): ChartModel {
  const openAt = openBucket(rows, now)
  const { data, meta, time_bucket = 'day' } = rows
  const vital = vitalOf(metric)
  const isPercentile = METRICS[metric].formula.form === 'percentile'
  const hasPrevious = data.some((row) => typeof row.previous?.[metric] === 'number')
  return {
    name: METRICS[metric].label,
    labels: bucketLabels(
      data.map((row) => String(row.ts)),
      time_bucket,
      meta.timezone,
    ),
    values: data.map((row) => number(row[metric])),
    ...(hasPrevious && !isPercentile && { previous: data.map((row) => row.previous?.[metric] ?? null) }),
    ...(openAt !== undefined && { openAt }),
    ...(isPercentile && {
      low: data.map((row) => row.intervals?.[metric]?.low ?? null),
      high: data.map((row) => row.intervals?.[metric]?.high ?? null),
    }),
    ...(isPercentile && vital !== undefined && { thresholds: thresholdsOf(vital) }),
    isWhole: METRICS[metric].unit === 'count',
    print: (value) => formatMetric(metric, value),
    printTick: (value) => formatTick(METRICS[metric].unit, value),
  }
}
