import type { DimensionName, MetricName } from '@lethe/catalogue'
import { DIMENSIONS } from '@lethe/catalogue'
import { useSite } from '../../api/use-report.ts'
import { MetricChart } from '../../charts/MetricChart.tsx'
import { BreakdownPanel } from '../../panels/BreakdownPanel.tsx'
import { MoreDialog } from '../../panels/MoreDialog.tsx'
import { type PanelTab, panelTabs } from '../../panels/panel-tab.ts'
import { useView } from '../../view/use-view.ts'
import { InstallCheck } from '../sites/InstallCheck.tsx'
import { CountryMap } from './CountryMap.tsx'
import { KpiStrip } from './KpiStrip.tsx'
import { chartMetric, kpisOf } from './kpis.ts'

type Tabs = readonly [PanelTab, ...PanelTab[]]

const PAGES = panelTabs({ path: 'Pages', entry_path: 'Entry pages' }) as Tabs
const SOURCES = panelTabs({
  source: 'Sources',
  channel: 'Channels',
  referrer: 'Referrers',
  utm_campaign: 'Campaigns',
}) as Tabs
const PLACES = panelTabs({ country: 'Countries', language: 'Languages' }) as Tabs
const TECH = panelTabs({ browser: 'Browsers', os: 'Systems', device_type: 'Devices', screen_class: 'Screens' }) as Tabs
const EVENTS = panelTabs({ event_name: 'Events' }, 'event_count') as Tabs

const moreMetric = (dimension: DimensionName): MetricName =>
  [...PAGES, ...SOURCES, ...PLACES, ...TECH, ...EVENTS].find((tab) => tab.dimension === dimension)?.metric ??
  (DIMENSIONS[dimension].scope === 'session' ? 'session_count' : 'pageview_count')

/** How many people, from where, with what. */
export function OverviewPage() {
  const { view } = useView()
  const site = useSite()
  const charted = chartMetric(view)
  return (
    <>
      <h1 className="visually-hidden">Overview</h1>
      {site.first_pageview_at === null && (
        <section className="panel install-panel">
          <h2>Install the script</h2>
          <InstallCheck siteKey={site.key} />
        </section>
      )}
      <section className="panel lead" aria-label="Figures and their course">
        <KpiStrip metrics={kpisOf(view)} charted={charted} />
        <MetricChart metric={charted} height={260} />
      </section>
      <div className="panels">
        <BreakdownPanel title="Pages" tabKey="pages" tabs={PAGES} empty="No pageviews in this period." />
        <BreakdownPanel title="Sources" tabKey="sources" tabs={SOURCES} empty={<SourcesEmpty />} />
        <BreakdownPanel
          title="Countries"
          tabKey="places"
          tabs={PLACES}
          side={<CountryMap />}
          empty="No sessions in this period."
        />
        <BreakdownPanel title="Technology" tabKey="tech" tabs={TECH} empty="No sessions in this period." />
        <BreakdownPanel title="Events" tabs={EVENTS} empty={<EventsEmpty />} />
      </div>
      {view.more !== undefined && <MoreDialog dimension={view.more} metric={moreMetric(view.more)} />}
    </>
  )
}

function SourcesEmpty() {
  return (
    <>
      No sessions in this period. Links with <code>?utm_source=newsletter&amp;utm_campaign=autumn</code> show here as
      campaigns.
    </>
  )
}

function EventsEmpty() {
  return (
    <>
      No events in this period. Count what matters to you from any page:
      <pre className="code">lethe('track', 'newsletter_signup')</pre>
    </>
  )
}
