import { Tabs } from 'radix-ui'
import { type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { MetricTerm } from '../ui/Explain.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ProblemNote } from '../ui/Problem.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { TabList } from '../ui/TabList.tsx'
import { useView } from '../view/use-view.ts'
import { isFilteredBy, type TabKey } from '../view/view.ts'
import type { PanelTab } from './panel-tab.ts'
import { RowList } from './RowList.tsx'
import { TooFew } from './TooFew.tsx'
import { useBreakdown } from './use-breakdown.ts'

const ROWS = 8
/** Beside the map there is room for more. */
const WIDE_ROWS = 10

interface Props {
  readonly title: string
  readonly tabKey?: TabKey
  readonly tabs: readonly [PanelTab, ...PanelTab[]]
  /** Drawn beside the rows of a wide panel, e.g. the map. */
  readonly side?: ReactNode
  readonly empty: ReactNode
}

/** A panel of tabs: the first rows of each breakdown, with search and the full list. */
export function BreakdownPanel({ title, tabKey, tabs, side, empty }: Props) {
  const { view, change, setTab } = useView()
  const [isSearching, setIsSearching] = useState(false)
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search)
  const chosen = (tabKey && tabs.find(({ dimension }) => dimension === view.tabs[tabKey])) ?? tabs[0]
  const opener = useRef<HTMLButtonElement>(null)
  const closeSearch = () => {
    setIsSearching(false)
    setSearch('')
    opener.current?.focus()
  }
  return (
    <section className={side === undefined ? 'panel' : 'panel panel-wide'} aria-label={title}>
      <Tabs.Root value={chosen.dimension} onValueChange={(tab) => tabKey && setTab(tabKey, tab)}>
        <header className="panel-head">
          {tabs.length > 1 ? (
            <TabList label={title} tabs={tabs.map(({ dimension, label }) => ({ value: dimension, label }))} />
          ) : (
            <h2 className="panel-title">{title}</h2>
          )}
          <button
            ref={opener}
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
          <PanelRows key={chosen.dimension} tab={chosen} search={asked} empty={empty} side={side} />
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

interface RowsProps extends Pick<Props, 'side' | 'empty'> {
  readonly tab: PanelTab
  readonly search: string
}

function PanelRows({ tab, search, side, empty }: RowsProps) {
  const { view, toggle } = useView()
  const { dimension, label } = tab
  const page_size = side === undefined ? ROWS : WIDE_ROWS
  const { rows, metric, refusal, error, isStale, retry } = useBreakdown({ ...tab, search, page_size })
  if (error !== null) return <ProblemNote error={error} onRetry={retry} />
  const list = (
    <div>
      <div className="rows-head">
        <span>{label}</span>
        <MetricTerm metric={metric} note={refusal} />
      </div>
      <div className={`rows-place ${isStale ? 'is-stale' : ''}`}>
        {rows === undefined ? (
          <SkeletonRows count={page_size} />
        ) : rows.data.length === 0 ? (
          <div className="empty">
            {search !== '' ? `Nothing contains “${search}”.` : rows.meta.threshold_hidden > 0 ? <TooFew /> : empty}
          </div>
        ) : (
          <RowList
            dimension={dimension}
            metric={metric}
            rows={rows.data}
            meta={rows.meta}
            onPick={(value) => toggle({ dimension, operator: 'eq', value })}
            isActive={(value) => isFilteredBy(view.filters, { dimension, operator: 'eq', value })}
          />
        )}
      </div>
    </div>
  )
  return side === undefined ? (
    list
  ) : (
    <div className="with-side">
      {side}
      {list}
    </div>
  )
}
