import { METRICS, type MetricName, type Site, VITALS, type VitalName } from '@lethe/catalogue'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askRows, askTotals, type Totals } from '../../api/ask.ts'
import { Sparkline } from '../../charts/Sparkline.tsx'
import { formatMetric, formatShort } from '../../format/format.ts'
import { CORE_VITALS, isEnough, p75, ratingOf } from '../../format/vital.ts'
import { paths } from '../../paths.ts'
import { RatingMark } from '../../ui/RatingMark.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useDemoUrl } from './use-demo-url.ts'

const REFRESH_MS = 10_000
const YOUNG_MS = 24 * 3_600_000

function useCard(key: string) {
  const common = { refetchInterval: REFRESH_MS }
  const today = useQuery({
    ...common,
    queryKey: ['card', 'today', key],
    queryFn: ({ signal }) =>
      askTotals({ site: key, time: 'today', aggregate: ['session_count', 'pageview_count'] }, signal),
  })
  const line = useQuery({
    ...common,
    queryKey: ['card', 'line', key],
    queryFn: ({ signal }) =>
      askRows({ site: key, kind: 'timeseries', time: '24h', aggregate: ['pageview_count'] }, signal),
  })
  const vitals = useQuery({
    refetchInterval: 6 * REFRESH_MS,
    queryKey: ['card', 'vitals', key],
    queryFn: ({ signal }) => askTotals({ site: key, time: '7d', aggregate: CORE_VITALS.map(p75) }, signal),
  })
  return { today: today.data, line: line.data, vitals: vitals.data }
}

/** A site at a glance: today, the last 24 hours, and the Core Web Vitals of the week. */
export function SiteCard({ site }: { readonly site: Site }) {
  const { today, line, vitals } = useCard(site.key)
  const hours = (line?.data ?? []).map((row) => (typeof row.pageview_count === 'number' ? row.pageview_count : 0))
  // A young site opens on today, where its first visits show at once.
  const isYoung = site.first_pageview_at === null || site.first_pageview_at > Date.now() - YOUNG_MS
  return (
    <li className="panel site-card">
      <h2 className="site-card-name">
        <Link
          to={paths.site(site.key)}
          search={(isYoung ? { period: 'today' } : {}) as never}
          className="site-card-link"
        >
          {site.name}
        </Link>
      </h2>
      {site.first_pageview_at === null ? (
        <FirstWait site={site} />
      ) : (
        <>
          <dl className="site-card-today">
            <TodayFigure metric="session_count" totals={today} />
            <TodayFigure metric="pageview_count" totals={today} />
          </dl>
          <Sparkline values={hours} label="Pageviews by hour, last 24 hours" />
          <p className="site-card-caption">75th percentile, last 7 days</p>
          <ul className="site-card-vitals" aria-label="Core Web Vitals, 75th percentile of the last 7 days">
            {CORE_VITALS.map((vital) => (
              <CardVital key={vital} vital={vital} totals={vitals} />
            ))}
          </ul>
        </>
      )}
    </li>
  )
}

function FirstWait({ site }: { readonly site: Site }) {
  const demoUrl = useDemoUrl(site)
  if (demoUrl === undefined)
    return <p className="site-card-wait">Waiting for the first pageview. Open the site to see its snippet.</p>
  return (
    <p className="site-card-wait">
      Waiting for the first pageview.{' '}
      <a href={demoUrl} target="_blank" rel="noreferrer">
        Visit the demo shop
      </a>{' '}
      and see it arrive here.
    </p>
  )
}

function TodayFigure({ metric, totals }: { readonly metric: MetricName; readonly totals: Totals | undefined }) {
  const value = totals?.data[metric]?.value
  return (
    <div>
      <dt title={METRICS[metric].description}>{METRICS[metric].label} today</dt>
      <dd>{totals === undefined ? <Skeleton width={56} height={22} /> : formatShort(METRICS[metric].unit, value)}</dd>
    </div>
  )
}

function CardVital({ vital, totals }: { readonly vital: VitalName; readonly totals: Totals | undefined }) {
  const cell = totals?.data[p75(vital)]
  const isKnown = cell !== undefined && cell.value !== null && isEnough(cell.interval)
  return (
    <li title={`${VITALS[vital].name}: ${VITALS[vital].description}`}>
      <span className="site-card-vital">{VITALS[vital].label}</span>
      {isKnown ? (
        <span className="site-card-p75">
          <RatingMark rating={ratingOf(vital, cell.value ?? 0)} /> {formatMetric(p75(vital), cell.value)}
        </span>
      ) : (
        <span className="faint">{totals === undefined ? ' ' : 'not enough data'}</span>
      )}
    </li>
  )
}
