import type { DimensionName, MetricName, QueryMeta, QueryRow } from '@lethe/catalogue'
import { METRICS, OTHER_VALUE } from '@lethe/catalogue'
import { formatMetric, formatValue } from '../format/format.ts'
import { Explanation, Hint } from '../ui/Explain.tsx'
import { FoldedNote } from './TooFew.tsx'

interface Props {
  readonly dimension: DimensionName
  readonly metric: MetricName
  readonly rows: readonly QueryRow[]
  readonly meta: QueryMeta
  readonly onPick: (value: string | number) => void
  readonly isActive: (value: string | number) => boolean
  readonly top?: number
}

export const groupOf = (row: QueryRow, dimension: DimensionName): string | number => {
  const value = row[dimension]
  return typeof value === 'number' ? value : String(value ?? '')
}

const numberOf = (row: QueryRow, metric: MetricName): number | null => {
  const value = row[metric]
  return typeof value === 'number' ? value : null
}

/** Values with a quiet bar and their figure; a click filters by the value. */
export function RowList({ dimension, metric, rows, meta, onPick, isActive, top }: Props) {
  const max = top ?? Math.max(1, ...rows.map((row) => numberOf(row, metric) ?? 0))
  return (
    <ol className="rows">
      {rows.map((row) => {
        const group = groupOf(row, dimension)
        const value = numberOf(row, metric)
        const name = formatValue(dimension, group)
        const isFolded = group === OTHER_VALUE && meta.threshold_hidden > 0
        const note = isFolded ? <FoldedNote count={meta.threshold_hidden} /> : <FilterNote name={name} />
        return (
          <li key={group}>
            <Hint content={<Explanation metric={metric} value={value} meta={meta} note={note} />}>
              <button type="button" className="row" aria-pressed={isActive(group)} onClick={() => onPick(group)}>
                <span className="row-bar" style={{ width: `${((value ?? 0) / max) * 100}%` }} aria-hidden="true" />
                <span className="row-name">{name}</span>
                <span className="row-value">
                  {formatMetric(metric, value)}
                  <span className="visually-hidden"> {METRICS[metric].label}</span>
                </span>
              </button>
            </Hint>
          </li>
        )
      })}
    </ol>
  )
}

function FilterNote({ name }: { readonly name: string }) {
  return <p className="faint">Click to filter by {name}.</p>
}
