import type { MetricName, QueryMeta, QueryRow, VitalName } from '@lethe/catalogue'
import { formatMetric, NO_VALUE, plural } from '../../format/format.ts'
import { isEnough, ratingOf } from '../../format/vital.ts'
import { Explanation, Hint } from '../../ui/Explain.tsx'
import { RatingMark } from '../../ui/RatingMark.tsx'

interface Props {
  readonly vital: VitalName
  readonly metric: MetricName
  readonly row: QueryRow
  readonly meta: QueryMeta
}

/** A p75 in a table, with its rating; faint and unrated where the samples are too few. */
export function VitalCell({ vital, metric, row, meta }: Props) {
  const value = row[metric]
  const interval = row.intervals?.[metric]
  if (typeof value !== 'number' || !isEnough(interval))
    return (
      <td className="num faint" title={`Not enough data: ${plural(interval?.sample_count ?? 0, 'sample')}`}>
        {typeof value === 'number' ? formatMetric(metric, value) : NO_VALUE}{' '}
        <span className="visually-hidden">not enough data</span>
      </td>
    )
  return (
    <Hint content={<Explanation metric={metric} value={value} interval={interval} meta={meta} />}>
      <td className="num">
        {formatMetric(metric, value)} <RatingMark rating={ratingOf(vital, value)} />
      </td>
    </Hint>
  )
}
