import type { ErrorGroupRow } from '@lethe/catalogue'
import { useDeferredValue, useState } from 'react'
import { useRows, useSite } from '../../api/use-report.ts'
import { MetricChart } from '../../charts/MetricChart.tsx'
import { BreakdownPanel } from '../../panels/BreakdownPanel.tsx'
import { MoreDialog } from '../../panels/MoreDialog.tsx'
import type { PanelTab } from '../../panels/panel-tab.ts'
import { MetricTerm } from '../../ui/Explain.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useView } from '../../view/use-view.ts'
import { ErrorGroup } from './ErrorGroup.tsx'

const PAGE_SIZE = 20
const tab = (dimension: PanelTab['dimension'], label: string): PanelTab => ({ dimension, label, metric: 'error_count' })
const WHERE = [tab('path', 'Pages'), tab('error_type', 'Types')] as const
const WITH = [tab('browser', 'Browsers'), tab('os', 'Systems'), tab('release', 'Releases')] as const

/** What broke? */
export function ErrorsPage() {
  const { view } = useView()
  return (
    <>
      <h1 className="visually-hidden">Errors</h1>
      <section className="panel lead" aria-label="Errors over time">
        <h2 className="panel-title">
          <MetricTerm metric="error_count" />
        </h2>
        <MetricChart metric="error_count" height={180} />
      </section>
      <GroupList />
      <div className="panels">
        <BreakdownPanel title="Where" tabKey="pages" tabs={WHERE} empty="No errors in this period." />
        <BreakdownPanel title="With what" tabKey="tech" tabs={WITH} empty="No errors in this period." />
      </div>
      {view.more !== undefined && <MoreDialog dimension={view.more} metric="error_count" />}
    </>
  )
}

function GroupList() {
  const site = useSite()
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const asked = useDeferredValue(search)
  const { data, error, isPlaceholderData, refetch } = useRows<ErrorGroupRow>({
    kind: 'error_groups',
    aggregate: ['error_count'],
    page,
    page_size: PAGE_SIZE,
    ...(asked !== '' && { search: asked }),
  })
  return (
    <section className="panel" aria-label="Error groups">
      <header className="panel-head">
        <h2 className="panel-title">Groups</h2>
        <input
          className="input group-search"
          type="search"
          placeholder="Search messages"
          aria-label="Search messages"
          data-panel-search
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setPage(1)
          }}
        />
      </header>
      {error !== null && data === undefined ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={5} height={52} />
      ) : data.data.length === 0 ? (
        <div className="empty">
          {search === '' ? <NoErrors isOn={site.errors_enabled} /> : 'No message contains this.'}
        </div>
      ) : (
        <ul className={`groups ${isPlaceholderData ? 'is-stale' : ''}`}>
          {data.data.map((group) => (
            <ErrorGroup key={group.key} group={group} timezone={data.meta.timezone} />
          ))}
        </ul>
      )}
      {(page > 1 || data?.has_more === true) && (
        <nav className="pager" aria-label="Pages of the list">
          <button type="button" className="button" disabled={page === 1} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>Page {page}</span>
          <button type="button" className="button" disabled={data?.has_more !== true} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </nav>
      )}
    </section>
  )
}

function NoErrors({ isOn }: { readonly isOn: boolean }) {
  return isOn ? (
    <>
      No errors in this period. Uncaught errors and rejections arrive by themselves; report a caught one with
      <pre className="code">lethe('captureError', error)</pre>
    </>
  ) : (
    <>Errors are switched off in the settings of this site.</>
  )
}
