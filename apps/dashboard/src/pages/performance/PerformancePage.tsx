import type { VitalName } from '@lethe/catalogue'
import { VITALS } from '@lethe/catalogue'
import { useTotals } from '../../api/use-report.ts'
import { MetricChart } from '../../charts/MetricChart.tsx'
import { p75, shareMetric, VITAL_NAMES } from '../../format/vital.ts'
import { MoreDialog } from '../../panels/MoreDialog.tsx'
import { ProblemNote } from '../../ui/Problem.tsx'
import { useView } from '../../view/use-view.ts'
import { CulpritTable } from './CulpritTable.tsx'
import { VitalCard } from './VitalCard.tsx'
import { BREAKDOWNS, VitalTable } from './VitalTable.tsx'

const SCORES = VITAL_NAMES.flatMap((vital) => [
  p75(vital),
  shareMetric(vital, 'good'),
  shareMetric(vital, 'needs_improvement'),
  shareMetric(vital, 'poor'),
])

const vitalAmong = (name: string | undefined): VitalName => VITAL_NAMES.find((one) => one === name) ?? 'lcp'

/** Is it fast for them? */
export function PerformancePage() {
  const { view, setTab } = useView()
  const vital = vitalAmong(view.tabs.vital)
  const { data, error, isPlaceholderData, refetch } = useTotals(SCORES)
  return (
    <>
      <h1 className="visually-hidden">Performance</h1>
      {error !== null && data === undefined && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <ul className={`scorecard ${isPlaceholderData ? 'is-stale' : ''}`} aria-label="Web Vitals, 75th percentile">
        {VITAL_NAMES.map((name) => (
          <li key={name} className={VITALS[name].is_core ? 'is-core' : ''}>
            <VitalCard vital={name} totals={data} isCharted={name === vital} onPick={() => setTab('vital', name)} />
          </li>
        ))}
      </ul>
      <section className="panel lead" aria-label={`${VITALS[vital].label} over time`}>
        <h2 className="panel-title">
          {VITALS[vital].name} <span className="faint">p75 with its 95% interval</span>
        </h2>
        <MetricChart metric={p75(vital)} height={250} compares={false} />
      </section>
      <VitalTable title="Pages by views" dimensions={['path']} tabKey="pages" />
      <div className="panels">
        <VitalTable title="Breakdown" dimensions={BREAKDOWNS} tabKey="by" isShort />
        <CulpritTable />
      </div>
      {view.more !== undefined && <MoreDialog dimension={view.more} metric="pageview_count" />}
    </>
  )
}
