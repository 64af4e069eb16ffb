import { DIMENSIONS, type DimensionName, type MetricName } from '@lethe/catalogue'
import { useDeferredValue, useState } from 'react'
import { useRows } from '../api/use-report.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { MetricTerm } from '../ui/Explain.tsx'
import { ProblemNote } from '../ui/Problem.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { useView } from '../view/use-view.ts'
import { RowList } from './RowList.tsx'

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

function FullList({ dimension, metric }: Props) {
  const { view, toggle } = useView()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const asked = useDeferredValue(search)
  const { data, error, isPlaceholderData } = useRows({
    kind: 'breakdown',
    aggregate: [metric],
    group_by: dimension,
    order_by: [`-${metric}`],
    page,
    page_size: PAGE_SIZE,
    ...(asked !== '' && { search: asked }),
  })
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
        <MetricTerm metric={metric} />
      </div>
      <div className={`more-rows ${isPlaceholderData ? 'is-stale' : ''}`}>
        {error !== null && data === undefined ? (
          <ProblemNote error={error} />
        ) : data === undefined ? (
          <SkeletonRows count={PAGE_SIZE} />
        ) : data.data.length === 0 ? (
          <div className="empty">Nothing here.</div>
        ) : (
          <RowList
            dimension={dimension}
            metric={metric}
            rows={data.data}
            meta={data.meta}
            onPick={(value) => toggle({ dimension, operator: 'eq', value })}
            isActive={(value) => view.filters.some((one) => one.dimension === dimension && one.value === value)}
          />
        )}
      </div>
      <nav className="pager" aria-label="Pages of the list">
        <button type="button" className="button" disabled={page === 1} onClick={() => setPage(page - 1)}>
          Previous
        </button>
        <span>Page {page}</span>
        <button type="button" className="button" disabled={data?.has_more !== true} onClick={() => setPage(page + 1)}>
          Next
        </button>
      </nav>
    </>
  )
}
