import { METRICS, type MetricName } from '@lethe/catalogue'
import type { Rows } from '../api/ask.ts'
import { formatMetric, formatShort } from '../format/format.ts'
import { bucketLabels } from '../format/time.ts'
import { thresholdsOf, vitalOf } from '../format/vital.ts'
import type { ChartModel } from './chart-model.ts'

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** A time series of the API as a chart. */
export function seriesModel(rows: Rows, metric: MetricName): ChartModel {
  const { data, meta, time_bucket = 'day' } = rows
  const vital = vitalOf(metric)
  const isPercentile = METRICS[metric].formula.form === 'percentile'
  const hasPrevious = data.some((row) => row.previous !== undefined)
  return {
    name: METRICS[metric].label,
    labels: bucketLabels(
      data.map((row) => String(row.ts)),
      time_bucket,
      meta.timezone,
    ),
    values: data.map((row) => number(row[metric])),
    ...(hasPrevious && !isPercentile && { previous: data.map((row) => row.previous?.[metric] ?? null) }),
    ...(isPercentile && {
      low: data.map((row) => row.intervals?.[metric]?.low ?? null),
      high: data.map((row) => row.intervals?.[metric]?.high ?? null),
    }),
    ...(isPercentile && vital !== undefined && { thresholds: thresholdsOf(vital) }),
    print: (value) => formatMetric(metric, value),
    printShort: (value) => formatShort(METRICS[metric].unit, value),
  }
}
