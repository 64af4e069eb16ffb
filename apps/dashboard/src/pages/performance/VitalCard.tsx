import { ENOUGH_SAMPLES, RATINGS, type Rating, VITALS, type VitalName } from '@lethe/catalogue'
import type { EachTotal } from '../../api/ask.ts'
import { inWords } from '../../api/errors.ts'
import { ShareBar } from '../../charts/ShareBar.tsx'
import { formatMetric, plural } from '../../format/format.ts'
import { isEnough, p75, ratingOf, shareMetric } from '../../format/vital.ts'
import { Change } from '../../ui/Change.tsx'
import { Explanation, Hint } from '../../ui/Explain.tsx'
import { RatingMark } from '../../ui/RatingMark.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useView } from '../../view/use-view.ts'

interface Props {
  readonly vital: VitalName
  readonly totals: EachTotal | undefined
  readonly isCharted: boolean
  readonly onPick: () => void
}

/** One vital: p75, rating, interval, samples, shares and change; below enough samples the value alone, unrated. */
export function VitalCard({ vital, totals, isCharted, onPick }: Props) {
  const metric = p75(vital)
  const cell = totals?.cells[metric]
  const refusal = totals?.refusals[metric]
  const hint = (
    <Explanation
      metric={metric}
      value={cell?.value}
      previous={cell?.previous_time_range_value}
      interval={cell?.interval}
      meta={totals?.meta}
      note={<p className="faint">{VITALS[vital].description}</p>}
    />
  )
  return (
    <Hint content={hint}>
      <button type="button" className="panel vital" aria-pressed={isCharted} onClick={onPick}>
        <span className="vital-name">
          {VITALS[vital].label} <span className="faint">{VITALS[vital].name}</span>
        </span>
        {refusal !== undefined ? (
          <span className="kpi-refused">{inWords(refusal).text}</span>
        ) : totals === undefined ? (
          <Skeleton height={104} />
        ) : (
          <Score vital={vital} totals={totals} />
        )}
      </button>
    </Hint>
  )
}

function Score({ vital, totals }: { readonly vital: VitalName; readonly totals: EachTotal }) {
  const { view } = useView()
  const metric = p75(vital)
  const cell = totals.cells[metric]
  const count = cell?.interval?.sample_count ?? 0
  if (cell === undefined || cell.value === null || !isEnough(cell.interval))
    return (
      <span className="vital-few">
        {typeof cell?.value === 'number' && <span className="vital-value">{formatMetric(metric, cell.value)}</span>}
        <b>Not enough data</b>
        <span className="faint">
          {plural(count, 'sample')}; a percentile needs {ENOUGH_SAMPLES}.
        </span>
      </span>
    )
  const rating = ratingOf(vital, cell.value)
  const { low = null, high = null } = cell.interval ?? {}
  const shares = Object.fromEntries(
    RATINGS.map((one) => [one, totals.cells[shareMetric(vital, one)]?.value ?? null]),
  ) as Record<Rating, number | null>
  return (
    <>
      <span className="vital-value">
        {formatMetric(metric, cell.value)}
        <RatingMark rating={rating} hasWord />
      </span>
      <span className="vital-facts">
        <span>
          {low === null || high === null ? '' : `${formatMetric(metric, low)} – ${formatMetric(metric, high)}`}
        </span>
        <span>{plural(count, 'sample')}</span>
        {view.compare && <Change metric={metric} rate={cell.previous_time_range_change_rate} />}
      </span>
      <ShareBar shares={shares} />
    </>
  )
}
