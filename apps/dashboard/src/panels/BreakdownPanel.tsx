import { METRICS } from '@lethe/catalogue'
import { Tabs } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useRows } from '../api/use-report.ts'
import { MetricTerm } from '../ui/Explain.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ProblemNote } from '../ui/Problem.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { TabList } from '../ui/TabList.tsx'
import { useView } from '../view/use-view.ts'
import type { TabKey } from '../view/view.ts'
import type { PanelTab } from './panel-tab.ts'
import { RowList } from './RowList.tsx'

const ROWS = 8

interface Props {
  readonly title: string
  readonly tabKey?: TabKey
  readonly tabs: readonly [PanelTab, ...PanelTab[]]
  /** Drawn above the rows, e.g. the map. */
  readonly above?: ReactNode
  readonly empty: ReactNode
}

/** A panel of tabs: the first rows of each breakdown, with search and the full list. */
export function BreakdownPanel({ title, tabKey, tabs, above, empty }: Props) {
  const { view, change, setTab } = useView()
  const [isSearching, setIsSearching] = useState(false)
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search)
  const chosen = (tabKey && tabs.find(({ dimension }) => dimension === view.tabs[tabKey])) ?? tabs[0]
  const closeSearch = () => {
    setIsSearching(false)
    setSearch('')
  }
  return (
    <section className="panel" aria-label={title}>
      <Tabs.Root value={chosen.dimension} onValueChange={(tab) => tabKey && setTab(tabKey, tab)}>
        <header className="panel-head">
          {tabs.length > 1 ? (
            <TabList label={title} tabs={tabs.map(({ dimension, label }) => ({ value: dimension, label }))} />
          ) : (
            <h2 className="panel-title">{title}</h2>
          )}
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={`Search in ${title.toLowerCase()}`}
            aria-expanded={isSearching}
            data-panel-search
            onClick={() => (isSearching ? closeSearch() : setIsSearching(true))}
          >
            <Icon name="search" />
          </button>
        </header>
        {isSearching && (
          <input
            // biome-ignore lint/a11y/noAutofocus: opened by the reader a moment ago
            autoFocus
            className="input panel-search"
            type="search"
            placeholder={`Search ${chosen.label.toLowerCase()}`}
            aria-label={`Search ${chosen.label.toLowerCase()}`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && closeSearch()}
          />
        )}
        <Tabs.Content value={chosen.dimension} className="panel-body" tabIndex={-1}>
          <PanelRows key={chosen.dimension} tab={chosen} search={asked} empty={empty} above={above} />
        </Tabs.Content>
      </Tabs.Root>
      <footer className="panel-foot">
        <button type="button" className="button button-quiet" onClick={() => change({ more: chosen.dimension })}>
          <Icon name="expand" size={13} />
          All {chosen.label.toLowerCase()}
        </button>
      </footer>
    </section>
  )
}

interface RowsProps extends Pick<Props, 'above' | 'empty'> {
  readonly tab: PanelTab
  readonly search: string
}

function PanelRows({ tab, search, above, empty }: RowsProps) {
  const { view, toggle } = useView()
  const { data, error, isPlaceholderData, refetch } = useRows({
    kind: 'breakdown',
    aggregate: [tab.metric],
    group_by: tab.dimension,
    order_by: [`-${tab.metric}`],
    page_size: ROWS,
    ...(search !== '' && { search }),
  })
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  return (
    <>
      {above}
      <div className="rows-head">
        <span>{tab.label}</span>
        <MetricTerm metric={tab.metric} text={METRICS[tab.metric].label} />
      </div>
      <div className={`rows-place ${isPlaceholderData ? 'is-stale' : ''}`}>
        {data === undefined ? (
          <SkeletonRows count={ROWS} />
        ) : data.data.length === 0 ? (
          <div className="empty">{search === '' ? empty : `Nothing contains “${search}”.`}</div>
        ) : (
          <RowList
            dimension={tab.dimension}
            metric={tab.metric}
            rows={data.data}
            meta={data.meta}
            onPick={(value) => toggle({ dimension: tab.dimension, operator: 'eq', value })}
            isActive={(value) =>
              view.filters.some(
                (one) => one.dimension === tab.dimension && one.operator === 'eq' && one.value === value,
              )
            }
          />
        )}
      </div>
    </>
  )
}
