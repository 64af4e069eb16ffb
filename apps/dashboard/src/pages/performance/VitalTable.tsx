import { DIMENSIONS, type DimensionName, VITALS } from '@lethe/catalogue'
import { Tabs } from 'radix-ui'
import { useRows } from '../../api/use-report.ts'
import { formatMetric, formatValue } from '../../format/format.ts'
import { CORE_VITALS, p75, VITAL_NAMES } from '../../format/vital.ts'
import { groupOf } from '../../panels/RowList.tsx'
import { MetricTerm } from '../../ui/Explain.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { TabList } from '../../ui/TabList.tsx'
import { useView } from '../../view/use-view.ts'
import type { TabKey } from '../../view/view.ts'
import { VitalCell } from './VitalCell.tsx'

/** What speed usually depends on. */
export const BREAKDOWNS = ['device_type', 'country', 'engine', 'navigation_type'] as const

interface Props {
  readonly title: string
  readonly dimensions: readonly DimensionName[]
  readonly tabKey: TabKey
  /** The core vitals only, where the table is narrow. */
  readonly isShort?: boolean
}

const ROWS = 10

/** Values of a dimension with their views and the p75 of each vital, ordered by views. */
export function VitalTable({ title, dimensions, tabKey, isShort = false }: Props) {
  const { view, change, setTab } = useView()
  const chosen = dimensions.find((one) => one === view.tabs[tabKey]) ?? dimensions[0] ?? 'path'
  return (
    <section className="panel" aria-label={title}>
      <Tabs.Root value={chosen} onValueChange={(tab) => setTab(tabKey, tab)}>
        <header className="panel-head">
          {dimensions.length > 1 ? (
            <TabList label={title} tabs={dimensions.map((value) => ({ value, label: DIMENSIONS[value].label }))} />
          ) : (
            <h2 className="panel-title">{title}</h2>
          )}
        </header>
        <Tabs.Content value={chosen} tabIndex={-1}>
          <VitalRows dimension={chosen} isShort={isShort} />
        </Tabs.Content>
      </Tabs.Root>
      <footer className="panel-foot">
        <button type="button" className="button button-quiet" onClick={() => change({ more: chosen })}>
          <Icon name="expand" size={13} />
          Full list
        </button>
      </footer>
    </section>
  )
}

function VitalRows({ dimension, isShort }: { readonly dimension: DimensionName; readonly isShort: boolean }) {
  const { toggle } = useView()
  const vitals = isShort ? CORE_VITALS : VITAL_NAMES
  const { data, error, isPlaceholderData, refetch } = useRows({
    kind: 'breakdown',
    aggregate: ['pageview_count', ...vitals.map(p75)],
    group_by: dimension,
    order_by: ['-pageview_count'],
    page_size: ROWS,
  })
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  const rows = data?.data.filter((row) => dimension in row)
  if (data === undefined || rows === undefined) return <SkeletonRows count={isShort ? 6 : ROWS} height={34} />
  if (data.data.length === 0) return <div className="empty">No measurements in this period.</div>
  return (
    <div className={`table-scroll ${isPlaceholderData ? 'is-stale' : ''}`}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{DIMENSIONS[dimension].label}</th>
            <th scope="col" className="num">
              <MetricTerm metric="pageview_count" text="Views" />
            </th>
            {vitals.map((vital) => (
              <th key={vital} scope="col" className="num">
                <MetricTerm metric={p75(vital)} text={VITALS[vital].label} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const value = groupOf(row, dimension)
            return (
              <tr key={value}>
                <th scope="row">
                  <button
                    type="button"
                    className="cell-button"
                    onClick={() => toggle({ dimension, operator: 'eq', value })}
                  >
                    {formatValue(dimension, value)}
                  </button>
                </th>
                <td className="num">{formatMetric('pageview_count', Number(row.pageview_count ?? 0))}</td>
                {vitals.map((vital) => (
                  <VitalCell key={vital} vital={vital} metric={p75(vital)} row={row} meta={data.meta} />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
