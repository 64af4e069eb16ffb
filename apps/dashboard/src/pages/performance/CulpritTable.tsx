import { DIMENSIONS, type DimensionName, type VitalName } from '@lethe/catalogue'
import { Tabs } from 'radix-ui'
import { useRows } from '../../api/use-report.ts'
import { formatUnit, formatValue } from '../../format/format.ts'
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

function CulpritRows({ dimension, vital }: { readonly dimension: DimensionName; readonly vital: VitalName }) {
  const { toggle } = useView()
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
  const rows = [
    ...named.filter((row) => isEnough(row.intervals?.[metric])),
    ...named.filter((row) => !isEnough(row.intervals?.[metric])),
  ]
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
          {rows.slice(0, SHOWN).map((row) => {
            const value = groupOf(row, dimension)
            const interval = row.intervals?.[metric]
            const share = row[poor]
            return (
              <tr key={value}>
                <th scope="row">
                  <button
                    type="button"
                    className="cell-button mono"
                    onClick={() => toggle({ dimension, operator: 'eq', value })}
                  >
                    {formatValue(dimension, value)}
                  </button>
                </th>
                <td className="num">{formatUnit('count', interval?.sample_count)}</td>
                <td className="num">
                  {isEnough(interval) && typeof share === 'number' ? formatUnit('ratio', share) : '–'}
                </td>
                <VitalCell vital={vital} metric={metric} row={row} meta={data.meta} />
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
