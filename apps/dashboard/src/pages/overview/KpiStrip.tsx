import { type AggregationCell, METRICS, type MetricName, type QueryMeta } from '@lethe/catalogue'
import { inWords } from '../../api/errors.ts'
import { useTotals } from '../../api/use-report.ts'
import { formatShort } from '../../format/format.ts'
import { Change } from '../../ui/Change.tsx'
import { Explanation, Hint } from '../../ui/Explain.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useView } from '../../view/use-view.ts'

interface Props {
  readonly metrics: readonly MetricName[]
  readonly charted: MetricName
}

/** The figures of the period; a click draws one of them. */
export function KpiStrip({ metrics, charted }: Props) {
  const { change } = useView()
  const { data, error, isPlaceholderData, refetch } = useTotals(metrics)
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  return (
    <ul className={`kpis ${isPlaceholderData ? 'is-stale' : ''}`} aria-label="Figures of the period">
      {metrics.map((metric) => (
        <li key={metric}>
          <Kpi
            metric={metric}
            cell={data?.cells[metric]}
            refusal={data?.refusals[metric]}
            meta={data?.meta}
            isCharted={metric === charted}
            onPick={() => change({ metric })}
          />
        </li>
      ))}
    </ul>
  )
}

interface KpiProps {
  readonly metric: MetricName
  readonly cell: AggregationCell | undefined
  readonly refusal: unknown
  readonly meta: QueryMeta | undefined
  readonly isCharted: boolean
  readonly onPick: () => void
}

function Kpi({ metric, cell, refusal, meta, isCharted, onPick }: KpiProps) {
  const { label, unit } = METRICS[metric]
  const { view } = useView()
  const said = refusal === undefined ? undefined : inWords(refusal).text
  const hint = (
    <Explanation
      metric={metric}
      value={cell?.value}
      previous={cell?.previous_time_range_value}
      interval={cell?.interval}
      meta={meta}
      note={said !== undefined && <p>{said}</p>}
    />
  )
  return (
    <Hint content={hint}>
      <button type="button" className="kpi" aria-pressed={isCharted} onClick={onPick}>
        <span className="kpi-label">{label}</span>
        {said !== undefined ? (
          <span className="kpi-refused">{said}</span>
        ) : cell === undefined ? (
          <span className="kpi-value">
            <Skeleton width={72} height={26} />
          </span>
        ) : (
          <>
            <span className="kpi-value">{formatShort(unit, cell.value)}</span>
            {view.compare && <Change metric={metric} rate={cell.previous_time_range_change_rate} />}
          </>
        )}
      </button>
    </Hint>
  )
}
