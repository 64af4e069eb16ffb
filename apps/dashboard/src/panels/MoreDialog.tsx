import { DIMENSIONS, type DimensionName, type MetricName } from '@lethe/catalogue'
import { useDeferredValue, useState } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { MetricTerm } from '../ui/Explain.tsx'
import { ProblemNote } from '../ui/Problem.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { useView } from '../view/use-view.ts'
import { isFilteredBy } from '../view/view.ts'
import { RowList } from './RowList.tsx'
import { TooFew } from './TooFew.tsx'
import { useBreakdown } from './use-breakdown.ts'

const PAGE_SIZE = 25

interface Props {
  readonly dimension: DimensionName
  readonly metric: MetricName
}

/** The full list of a dimension with search and paging; the address remembers that it is open. */
export function MoreDialog({ dimension, metric }: Props) {
  const { change } = useView()
  const { label, description } = DIMENSIONS[dimension]
  return (
    <Dialog isOpen size="large" title={label} description={description} onClose={() => change({ more: undefined })}>
      <FullList dimension={dimension} metric={metric} />
    </Dialog>
  )
}

function FullList({ dimension, metric: asked }: Props) {
  const { view, toggle } = useView()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const typed = useDeferredValue(search)
  const answer = useBreakdown({ dimension, metric: asked, search: typed, page, page_size: PAGE_SIZE })
  const { rows, metric, refusal, error, isStale, retry } = answer
  return (
    <>
      <input
        className="input"
        type="search"
        aria-label="Search"
        placeholder="Search"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value)
          setPage(1)
        }}
      />
      <div className="rows-head">
        <span>{DIMENSIONS[dimension].label}</span>
        <MetricTerm metric={metric} note={refusal} />
      </div>
      <div className={`more-rows ${isStale ? 'is-stale' : ''}`}>
        {error !== null ? (
          <ProblemNote error={error} onRetry={retry} />
        ) : rows === undefined ? (
          <SkeletonRows count={PAGE_SIZE} />
        ) : rows.data.length === 0 ? (
          <div className="empty">{rows.meta.threshold_hidden > 0 ? <TooFew /> : 'Nothing here.'}</div>
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
      <nav className="pager" aria-label="Pages of the list">
        <button type="button" className="button" disabled={page === 1} onClick={() => setPage(page - 1)}>
          Previous
        </button>
        <span>Page {page}</span>
        <button type="button" className="button" disabled={rows?.has_more !== true} onClick={() => setPage(page + 1)}>
          Next
        </button>
      </nav>
    </>
  )
}
