import {
  type AggregationCell,
  BUCKETS_OF_RANGE,
  DIMENSIONS,
  type ErrorGroupRow,
  type FilterTree,
  type Interval,
  METRICS,
  type MetricName,
  type QueryRequest,
  type QueryRow,
  type TimeBucket,
} from '@lethe/catalogue'
import { hourly, noise, p75At, SHARES, shareOf, slowness } from './model.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DAYS: Record<string, number> = {
  '3d': 3,
  '7d': 7,
  '14d': 14,
  '30d': 30,
  '4w': 28,
  '3m': 91,
  '6m': 182,
  '180d': 180,
  '12m': 365,
  '24m': 730,
}
const STEP: Record<TimeBucket, number> = { minute: 60_000, hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY }

export class Refusal extends Error {}

const midnight = (at: number) => Math.floor(at / DAY) * DAY

function rangeOf({ time = '7d', start, end }: QueryRequest, now: number): [number, number] {
  if (time === 'custom') return [Date.parse(`${start}`), Date.parse(`${end}`)]
  if (time === '1h') return [now - HOUR, now]
  if (time === '24h') return [Math.floor(now / HOUR) * HOUR - 23 * HOUR, now]
  if (time === 'yesterday') return [midnight(now) - DAY, midnight(now)]
  if (time === 'today') return [midnight(now), now]
  if (time === 'mtd') return [Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()), now]
  return [midnight(now) - ((DAYS[time] ?? 7) - 1) * DAY, now]
}

function views(site: string, start: number, end: number): number {
  let sum = 0
  for (let at = Math.floor(start / HOUR) * HOUR; at < end; at += HOUR)
    sum += hourly(site, at) * Math.min(1, (end - Math.max(at, start)) / HOUR)
  return sum
}

interface Slice {
  site: string
  start: number
  end: number
  share: number
  names: readonly string[]
}

function intervalOf(metric: MetricName, slice: Slice, value: number): Interval | undefined {
  const { formula } = METRICS[metric]
  if (formula.form !== 'percentile' && formula.form !== 'share') return undefined
  const sample_count = Math.round(
    views(slice.site, slice.start, slice.end) * slice.share * (formula.vital === 'inp' ? 0.4 : 0.8),
  )
  const width = 1.6 / Math.sqrt(Math.max(4, sample_count))
  return { sample_count, low: value * (1 - width), high: value * (1 + width) }
}

function metricAt(metric: MetricName, slice: Slice): number | null {
  const all = views(slice.site, slice.start, slice.end) * slice.share
  const wobble = 0.96 + 0.08 * noise(metric + slice.names.join() + Math.floor(slice.start / DAY))
  const { formula } = METRICS[metric]
  if (formula.form === 'percentile') {
    const p =
      p75At(formula.vital, slice.start, slowness(slice.names)) *
      (formula.q < 0.6 ? 0.6 : formula.q > 0.95 ? 3.1 : formula.q > 0.8 ? 1.5 : 1)
    return all < 1 ? null : formula.vital === 'cls' ? Math.round(p * 1000) / 1000 : Math.round(p)
  }
  if (formula.form === 'share') {
    const poor = Math.min(0.6, 0.07 * slowness(slice.names) * wobble)
    return formula.rating === 'poor' ? poor : formula.rating === 'good' ? 1 - poor * 2.9 : poor * 1.9
  }
  const base: Partial<Record<MetricName, number>> = {
    pageview_count: all,
    session_count: all / 2.6,
    daily_visitor_count: all / 3.1,
    page_session_count: all / 1.3,
    event_count: all / 14,
    error_count: all / 90,
    bounce_rate: 0.43,
    views_per_session: 2.6,
    session_duration_ms: 142_000,
    engagement_time_ms: 61_000,
  }
  const value = (base[metric] ?? 0) * wobble
  return METRICS[metric].unit === 'count' ? Math.round(value) : value
}

function refuse(metrics: readonly MetricName[], filters: readonly FilterTree[], bucket?: TimeBucket): void {
  const asked = JSON.stringify(filters)
  const item = Object.values(DIMENSIONS).find((one) => one.scope === 'item' && asked.includes(`"${one.name}"`))
  for (const metric of metrics) {
    if (metric === 'daily_visitor_count' && (item !== undefined || bucket === 'hour' || bucket === 'minute'))
      throw new Refusal(
        `${METRICS[metric].label} exist for whole days of the site's time zone only: ${item === undefined ? `not by ${bucket}` : `${item.label} belongs to single items`}.`,
      )
    if ((metric === 'bounce_rate' || metric === 'session_duration_ms') && item?.name === 'path')
      throw new Refusal(`${METRICS[metric].label} has no meaning by Page: use Entry page instead.`)
  }
}

const ERRORS: [string, string, string[], number][] = [
  [
    'TypeError',
    "Cannot read properties of undefined (reading 'price')",
    [
      'renderTotal shop.example/assets/cart.js:214:18',
      'update shop.example/assets/cart.js:98:5',
      'HTMLButtonElement.onclick shop.example/assets/app.js:12:3',
    ],
    51,
  ],
  [
    'NetworkError',
    'Request for [token] failed with 503',
    ['send shop.example/assets/api.js:41:11', 'checkout shop.example/assets/checkout.js:77:9'],
    23,
  ],
  ['ReferenceError', 'gtag is not defined', ['track shop.example/assets/legacy.js:3:1'], 17],
  [
    'RangeError',
    'Invalid time value',
    ['Date.toISOString <anonymous>', 'formatDelivery shop.example/assets/delivery.js:31:22'],
    7,
  ],
  ['UnhandledRejection', 'AbortError: The user aborted a request.', [], 2],
]

function errorGroups(request: QueryRequest, [start, end]: [number, number], share: number): ErrorGroupRow[] {
  const total = (views(request.site, start, end) * share) / 90
  return ERRORS.filter(([type, message]) =>
    `${type} ${message}`.toLowerCase().includes((request.search ?? '').toLowerCase()),
  ).map(([error_type, message, frames, weight], at) => ({
    key: `e${at}`,
    error_type,
    message,
    frames,
    error_count: Math.max(1, Math.round((total * weight) / 100)),
    session_count: Math.max(1, Math.round((total * weight) / 160)),
    first_seen: new Date(start - at * 4 * DAY).toISOString(),
    last_seen: new Date(end - (at + 1) * (at + 1) * 700_000).toISOString(),
  }))
}

/** Answers a query the way the server does, from the model. */
export function answerQuery(request: QueryRequest, now: number): unknown {
  const began = { site: request.site, share: request.site === 'new' ? 0 : shareOf(request.filters ?? []) }
  const filters = request.filters ?? []
  const [start, end] = rangeOf(request, now)
  const length = request.time === 'today' ? DAY : end - start
  const bucket =
    request.kind === 'timeseries' ? (request.time_bucket ?? BUCKETS_OF_RANGE[request.time ?? '7d'][0]) : undefined
  refuse(request.aggregate, filters, bucket)
  const names = filters.flatMap((tree) => ('value' in tree ? [String(tree.value)] : []))
  const meta = {
    source: filters.length > 1 ? 'raw' : 'rollup',
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    timezone: 'Europe/Berlin',
    sample_ratio: 1,
    threshold_hidden: 0,
    elapsed_ms: 3,
  }
  const row = (slice: Slice, head: Record<string, string>): QueryRow => {
    const values = Object.fromEntries(request.aggregate.map((metric) => [metric, metricAt(metric, slice)]))
    const intervals = Object.fromEntries(
      request.aggregate.flatMap((metric) => {
        const one = intervalOf(metric, slice, values[metric] ?? 0)
        return one ? [[metric, one]] : []
      }),
    )
    const before = { ...slice, start: slice.start - length, end: slice.end - length }
    const previous = request.compare
      ? { previous: Object.fromEntries(request.aggregate.map((metric) => [metric, metricAt(metric, before)])) }
      : {}
    return { ...head, ...values, intervals, ...previous }
  }
  const whole: Slice = { ...began, start, end, names }
  if (request.kind === 'aggregation') {
    const now_ = row(whole, {})
    const data = Object.fromEntries(
      request.aggregate.map((metric): [string, AggregationCell] => {
        const value = now_[metric] as number | null
        const old = now_.previous?.[metric]
        return [
          metric,
          {
            value,
            ...(now_.intervals?.[metric] && { interval: now_.intervals[metric] }),
            ...(request.compare && {
              previous_time_range_value: old ?? null,
              previous_time_range_change_rate: old ? (value ?? 0) / old - 1 : null,
            }),
          },
        ]
      }),
    )
    return { data, meta }
  }
  if (request.kind === 'timeseries' && bucket !== undefined) {
    const step = STEP[bucket]
    const first = bucket === 'hour' || bucket === 'minute' ? Math.floor(start / step) * step : midnight(start)
    const data: QueryRow[] = []
    for (let at = first; at < end; at += step)
      data.push(row({ ...whole, start: at, end: Math.min(end, at + step) }, { ts: new Date(at).toISOString() }))
    return { data, meta, time_bucket: bucket }
  }
  const page = request.page ?? 1
  const size = request.page_size ?? 10
  const list: readonly object[] =
    request.kind === 'error_groups' ? errorGroups(request, [start, end], began.share) : groups(request, whole, row)
  return {
    data: list.slice((page - 1) * size, page * size),
    meta,
    page,
    page_size: size,
    has_more: list.length > page * size,
  }
}

function groups(
  request: QueryRequest,
  whole: Slice,
  row: (slice: Slice, head: Record<string, string>) => QueryRow,
): QueryRow[] {
  const by = request.group_by
  if (by === undefined) throw new Refusal('group_by is required')
  const filtered = (request.filters ?? []).flatMap((tree) =>
    'dimension' in tree && tree.dimension === by && tree.operator === 'eq' ? [String(tree.value)] : [],
  )
  const order = request.order_by?.[0] ?? `-${request.aggregate[0]}`
  const metric = order.replace('-', '')
  const sign = order.startsWith('-') ? -1 : 1
  return (SHARES[by] ?? [])
    .filter(([value]) => value.toLowerCase().includes((request.search ?? '').toLowerCase()))
    .filter(([value]) => filtered.length === 0 || filtered.includes(value))
    .map(([value, share]) =>
      row(
        { ...whole, share: whole.share * (filtered.length > 0 ? 1 : share), names: [...whole.names, value] },
        { [by]: value },
      ),
    )
    .sort((a, b) => sign * (Number(a[metric]) - Number(b[metric])))
}
