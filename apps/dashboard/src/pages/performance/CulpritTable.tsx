import { DIMENSIONS, type DimensionName, type QueryMeta, type QueryRow, type VitalName } from '@lethe/catalogue'
import { Tabs } from 'radix-ui'
import { useRows } from '../../api/use-report.ts'
import { formatUnit, formatValue, NO_VALUE } from '../../format/format.ts'
import { isEnough, p75, shareMetric } from '../../format/vital.ts'
import { groupOf } from '../../panels/RowList.tsx'
import { MetricTerm } from '../../ui/Explain.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { TabList } from '../../ui/TabList.tsx'
import { useView } from '../../view/use-view.ts'
import { VitalCell } from './VitalCell.tsx'

const CULPRITS = [
  { dimension: 'lcp_target', vital: 'lcp', label: 'LCP elements' },
  { dimension: 'inp_target', vital: 'inp', label: 'INP elements' },
  { dimension: 'cls_target', vital: 'cls', label: 'CLS elements' },
] as const satisfies readonly { dimension: DimensionName; vital: VitalName; label: string }[]

const ASKED = 50
const SHOWN = 10

/** The elements behind slow paints, slow interactions and shifts. */
export function CulpritTable() {
  const { view, setTab } = useView()
  const chosen = CULPRITS.find(({ dimension }) => dimension === view.tabs.culprit) ?? CULPRITS[0]
  return (
    <section className="panel" aria-label="Elements behind the vitals">
      <Tabs.Root value={chosen.dimension} onValueChange={(tab) => setTab('culprit', tab)}>
        <header className="panel-head">
          <TabList
            label="Elements behind the vitals"
            tabs={CULPRITS.map(({ dimension, label }) => ({ value: dimension, label }))}
          />
        </header>
        <Tabs.Content value={chosen.dimension} tabIndex={-1}>
          <CulpritRows key={chosen.dimension} dimension={chosen.dimension} vital={chosen.vital} />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  )
}

interface RowsProps {
  readonly dimension: DimensionName
  readonly vital: VitalName
}

function CulpritRows({ dimension, vital }: RowsProps) {
  const metric = p75(vital)
  const poor = shareMetric(vital, 'poor')
  const { data, error, isPlaceholderData, refetch } = useRows({
    kind: 'breakdown',
    aggregate: [metric, poor],
    group_by: dimension,
    order_by: [`-${metric}`],
    page_size: ASKED,
  })
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <SkeletonRows count={6} height={34} />
  const named = data.data.filter((row) => groupOf(row, dimension) !== '')
  // Percentiles of a few samples lead any order by value: those with enough come first.
  const isSure = (row: QueryRow) => isEnough(row.intervals?.[metric])
  const rows = [...named.filter(isSure), ...named.filter((row) => !isSure(row))]
  if (rows.length === 0)
    return <div className="empty">No element was named in this period. {DIMENSIONS[dimension].description}</div>
  return (
    <div className={`table-scroll ${isPlaceholderData ? 'is-stale' : ''}`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Element</th>
            <th scope="col" className="num">
              Samples
            </th>
            <th scope="col" className="num">
              <MetricTerm metric={poor} text="Poor" />
            </th>
            <th scope="col" className="num">
              <MetricTerm metric={metric} text="p75" />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <Culprit key={groupOf(row, dimension)} dimension={dimension} vital={vital} row={row} meta={data.meta} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Culprit({ dimension, vital, row, meta }: RowsProps & { readonly row: QueryRow; readonly meta: QueryMeta }) {
  const { toggle } = useView()
  const value = groupOf(row, dimension)
  const interval = row.intervals?.[p75(vital)]
  const share = row[shareMetric(vital, 'poor')]
  return (
    <tr>
      <th scope="row">
        <button type="button" className="cell-button mono" onClick={() => toggle({ dimension, operator: 'eq', value })}>
          {formatValue(dimension, value)}
        </button>
      </th>
      <td className="num">{formatUnit('count', interval?.sample_count)}</td>
      <td className="num">{isEnough(interval) && typeof share === 'number' ? formatUnit('ratio', share) : NO_VALUE}</td>
      <VitalCell vital={vital} metric={p75(vital)} row={row} meta={meta} />
    </tr>
  )
}
