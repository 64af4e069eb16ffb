import type { ItemType } from './column.ts'
import type { ColumnName } from './columns.ts'
import type { Unit } from './units.ts'
import { RATINGS, type Rating, VITALS, type VitalName } from './vitals.ts'

/** A condition on a row: the column equals the value. */
export type Where = { readonly [column in ColumnName]?: string | number }

/** Weighted sum of a column (or of 1) over the rows that meet `where`; exact integers in the store. */
export interface Aggregate {
  readonly form: 'aggregate'
  readonly sum?: ColumnName
  readonly where: Where
}
/** `of / to`; `complement` gives `1 - of / to`. Null when `to` is 0. */
export interface Ratio {
  readonly form: 'ratio'
  readonly of: Aggregate
  readonly to: Aggregate
  readonly complement?: true
}
/** Quantile `q` of a vital from its histogram. */
export interface Percentile {
  readonly form: 'percentile'
  readonly vital: VitalName
  readonly q: number
}
/** Share of a vital's samples with a rating; exact, since the thresholds are bin edges. */
export interface Share {
  readonly form: 'share'
  readonly vital: VitalName
  readonly rating: Rating
}
/** The closed set; a new form needs an ADR. */
export type Formula = Aggregate | Ratio | Percentile | Share

/**
 * `item`: summed over items, in the bucket of the item's time. `session`: summed over the rows of sessions, in the bucket
 * of the session's start, filtered by session-scoped dimensions. `visitor_day`: as session, for whole days only.
 */
export type Grain = 'item' | 'session' | 'visitor_day'

/** A figure that can be asked for: what it means, its unit, and how it is computed. */
export interface Metric {
  readonly label: string
  readonly description: string
  readonly unit: Unit
  readonly grain: Grain
  readonly better: 'higher' | 'lower' | 'neither'
  readonly formula: Formula
  /** Source of the definition or of its thresholds. */
  readonly source?: string
  /** Name in the API of the replaced product, accepted in queries. */
  readonly legacy_name?: string
}

const items = (type: ItemType): Aggregate => ({ form: 'aggregate', where: { type } })
const sessions: Aggregate = { form: 'aggregate', where: { session_seq: 1 } }

const COUNTS = {
  pageview_count: {
    label: 'Pageviews',
    description: 'Pages shown, soft navigations included.',
    unit: 'count',
    grain: 'item',
    better: 'higher',
    formula: items('pageview'),
  },
  session_count: {
    label: 'Sessions',
    description: 'Visits: pageviews and events with less than 30 minutes between them.',
    unit: 'count',
    grain: 'session',
    better: 'higher',
    formula: sessions,
  },
  daily_visitor_count: {
    label: 'Daily visitors',
    description:
      'Unique visitors of each day, summed over the days. Visitors are forgotten at midnight, so nobody can be recognised on another day.',
    unit: 'count',
    grain: 'visitor_day',
    better: 'higher',
    formula: { form: 'aggregate', where: { is_first_of_day: 1 } },
  },
  bounce_rate: {
    label: 'Bounce rate',
    description: 'Share of sessions with a single pageview or event.',
    unit: 'ratio',
    grain: 'session',
    better: 'lower',
    formula: { form: 'ratio', of: { form: 'aggregate', where: { session_seq: 2 } }, to: sessions, complement: true },
  },
  views_per_session: {
    label: 'Views per session',
    description: 'Pageviews of sessions divided by sessions.',
    unit: 'per_session',
    grain: 'session',
    better: 'higher',
    formula: { form: 'ratio', of: items('pageview'), to: sessions },
  },
  session_duration_ms: {
    label: 'Session duration',
    description: 'Mean time from the first to the last item of a session.',
    unit: 'ms',
    grain: 'session',
    better: 'higher',
    formula: { form: 'ratio', of: { form: 'aggregate', sum: 'session_gap_ms', where: {} }, to: sessions },
  },
  page_session_count: {
    label: 'Sessions on page',
    description: 'Sessions that saw a page; meant to be grouped or filtered by page.',
    unit: 'count',
    grain: 'item',
    better: 'higher',
    formula: { form: 'aggregate', where: { type: 'pageview', is_first_on_path: 1 } },
  },
  engagement_time_ms: {
    label: 'Engagement time',
    description: 'Mean visible, focused time per session.',
    unit: 'ms',
    grain: 'session',
    better: 'higher',
    formula: { form: 'ratio', of: { form: 'aggregate', sum: 'engaged_ms', where: {} }, to: sessions },
  },
  event_count: {
    label: 'Events',
    description: 'Custom events.',
    unit: 'count',
    grain: 'item',
    better: 'neither',
    formula: items('event'),
  },
  error_count: {
    label: 'Errors',
    description: 'Errors, every repetition counted.',
    unit: 'count',
    grain: 'item',
    better: 'lower',
    formula: { form: 'aggregate', sum: 'error_count', where: { type: 'error' } },
  },
} as const satisfies Record<string, Metric>

const QUANTILES = [50, 75, 90, 99] as const
type Quantile = (typeof QUANTILES)[number]
type VitalMetricName = `${VitalName}_p${Quantile}` | `${VitalName}_${Rating}_share`

function vitalMetrics(name: VitalName): [VitalMetricName, Metric][] {
  const vital = VITALS[name]
  const common = { grain: 'item', source: vital.source } as const
  const percentiles = QUANTILES.map((q): [VitalMetricName, Metric] => [
    `${name}_p${q}`,
    {
      ...common,
      label: `${vital.label} p${q}`,
      description: `${q} % of pageviews had a ${vital.name} of at most this value.`,
      unit: vital.unit,
      better: 'lower',
      formula: { form: 'percentile', vital: name, q: q / 100 },
      legacy_name: `web_vital_${name}_p${q}`,
    },
  ])
  const shares = RATINGS.map((rating): [VitalMetricName, Metric] => [
    `${name}_${rating}_share`,
    {
      ...common,
      label: `${vital.label} ${rating.replace('_', ' ')}`,
      description: `Share of pageviews whose ${vital.name} was rated ${rating.replace('_', ' ')}.`,
      unit: 'ratio',
      better: rating === 'good' ? 'higher' : 'lower',
      formula: { form: 'share', vital: name, rating },
    },
  ])
  return [...percentiles, ...shares]
}

const VITAL_METRICS = Object.fromEntries((Object.keys(VITALS) as VitalName[]).flatMap(vitalMetrics)) as Record<
  VitalMetricName,
  Metric
>

export type MetricName = keyof typeof COUNTS | VitalMetricName

/** Every metric. A formula is data from a closed set, never SQL text. */
export const METRICS: Readonly<Record<MetricName, Metric>> = { ...COUNTS, ...VITAL_METRICS }
/** Names of all metrics. */
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[]
