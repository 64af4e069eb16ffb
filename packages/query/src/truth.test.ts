import { type AppError, DIMENSIONS, type DimensionName, METRIC_NAMES, METRICS, type MetricName } from '@lethe/catalogue'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuery, type Query } from './open-query.ts'
import { expectEqual } from './testing/expect-equal.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'
import { type Question, referenceAnswer } from './testing/reference.ts'
import { rowsOf, simulateVisits } from './testing/simulate.ts'

// Clocks in Berlin go back on 28 October 2035, in the middle of what is simulated.
// TRICKY: the engine's own clock deletes session ids after 30 days, so the simulation lies in the future.
const NOW = Date.parse('2035-10-31T15:20:30Z')
const ZONE = 'Europe/Berlin'
const dayFormat = new Intl.DateTimeFormat('sv', { timeZone: ZONE })
const dayOf = (ms: number) => dayFormat.format(ms)
const START = Date.parse('2035-10-25T00:00:00+02:00')
const END = Date.parse('2035-11-01T00:00:00+01:00')
const visits = simulateVisits({ seed: 7, visitors: 300, start: START - 30 * 3_600_000, end: END - 10 * 3_600_000 })

type Dims = Parameters<Question['matches']>[0]
interface Filtered {
  readonly name: string
  readonly filters: readonly object[]
  readonly matches: (dims: Dims) => boolean
  readonly isItemScoped: boolean
  readonly usesPath?: boolean
}

const of = (dimension: DimensionName, operator: string, value: unknown) => ({ dimension, operator, value })
const FILTERS: readonly Filtered[] = [
  { name: 'none', filters: [], matches: () => true, isItemScoped: false },
  {
    name: 'country eq',
    filters: [of('country', 'eq', 'DE')],
    matches: (d) => d.country === 'DE',
    isItemScoped: false,
  },
  {
    name: 'version in, source not odd',
    filters: [of('browser_major', 'in', [100, 131]), of('source', 'ne', 'a "b" \\ c')],
    matches: (d) => [100, 131].includes(Number(d.browser_major)) && d.source !== 'a "b" \\ c',
    isItemScoped: false,
  },
  {
    name: 'nested or',
    filters: [
      {
        or: [
          of('device_type', 'eq', 'mobile'),
          { and: [of('browser', 'startsWith', 'Fire'), of('browser_major', 'gte', '120')] },
        ],
      },
    ],
    matches: (d) =>
      d.device_type === 'mobile' || (String(d.browser).startsWith('Fire') && Number(d.browser_major) >= 120),
    isItemScoped: false,
  },
  {
    name: 'path eq',
    filters: [of('path', 'eq', "/o'brien")],
    matches: (d) => d.path === "/o'brien",
    isItemScoped: true,
    usesPath: true,
  },
  {
    name: 'event and country',
    filters: [of('event_name', 'regex', '^bu.$'), of('country', 'ne', 'FR')],
    matches: (d) => d.event_name === 'buy' && d.country !== 'FR',
    isItemScoped: true,
  },
  {
    name: 'error type contains',
    filters: [of('error_type', 'contains', 'Type')],
    matches: (d) => String(d.error_type).includes('Type'),
    isItemScoped: true,
  },
]
const GROUPS: readonly DimensionName[] = ['source', 'browser_major', 'entry_path', 'path', 'event_name']

let opened: TestStore
let query: Query
beforeAll(async () => {
  const rows = rowsOf(visits, 1, dayOf)
  const others = rowsOf(simulateVisits({ seed: 8, visitors: 20, start: START, end: END }), 2, dayOf)
  const staging = others.map((row) => ({ ...row, site_id: 1, environment: 'staging' }))
  opened = await openTestStore([...rows, ...others, ...staging])
  query = openQuery({ store: opened.store, now: () => NOW })
})
afterAll(() => opened.close())

const ask = async (request: object): Promise<{ data: unknown }> =>
  query.run({ site: 's', time: '7d', timezone: ZONE, ...request }, { id: 1, timezone: ZONE })

/** The rules of docs/guides/sessions.md, "What may be filtered by what", restated. */
function isAllowed(metric: MetricName, usesItems: boolean, usesPath: boolean): boolean {
  const { grain } = METRICS[metric]
  if (grain === 'visitor_day') return !usesItems
  return !(usesPath && (metric === 'bounce_rate' || metric === 'session_duration_ms'))
}

const isWithin = (ms: number) => ms >= START && ms < END
const question = (filtered: Filtered): Question => ({ visits, isWithin, dayOf, ...filtered })

describe.each(FILTERS)('filter: $name', (filtered) => {
  const usesPath = filtered.usesPath === true
  const allowed = METRIC_NAMES.filter((metric) => isAllowed(metric, filtered.isItemScoped, usesPath))

  test('aggregation equals the item log, and what has no meaning is refused', async () => {
    for (const metric of METRIC_NAMES) {
      const asked = ask({ kind: 'aggregation', aggregate: [metric], filters: filtered.filters })
      if (!allowed.includes(metric)) {
        await expect(asked, metric).rejects.toMatchObject({ code: 'invalid_request' } satisfies Partial<AppError>)
        continue
      }
      const { data } = (await asked) as { data: Record<string, { value: number | null }> }
      expectEqual(data[metric]?.value, referenceAnswer(metric, question(filtered)), `${metric} ${filtered.name}`)
    }
  })

  test.each(GROUPS)('breakdown by %s equals the item log', async (dimension) => {
    const isItemGroup = DIMENSIONS[dimension].scope === 'item'
    const usesItems = filtered.isItemScoped || isItemGroup
    const metrics = METRIC_NAMES.filter((name) => isAllowed(name, usesItems, usesPath || dimension === 'path'))
    const aggregate = metrics.filter((name) => !/_(p90|p99|poor_share)$/.test(name))
    const request = { kind: 'breakdown', group_by: dimension, aggregate, filters: filtered.filters, page_size: 100 }
    const { data } = (await ask(request)) as { data: Record<string, string | number | null>[] }
    for (const row of data) {
      const value = row[dimension] as string | number
      const group = { dimension, value, isItemScoped: isItemGroup }
      for (const metric of aggregate) {
        const expected = referenceAnswer(metric, { ...question(filtered), group })
        expectEqual(row[metric], expected, `${metric} of ${dimension}=${value}, ${filtered.name}`)
      }
    }
    const dimsOf = visits.flatMap(({ dims, items }) =>
      items.map((item): Dims => ({ event_name: '', ...dims, ...item.dims })),
    )
    const all = [...new Set(dimsOf.map((dims) => dims[dimension] ?? ''))]
    // A value is listed when anything that is counted like the first metric counts for it.
    const counts = ['pageview_count', 'event_count', 'error_count'] as const
    const counted = all.filter((value) => {
      const group = { dimension, value, isItemScoped: isItemGroup }
      return counts.some((metric) => referenceAnswer(metric, { ...question(filtered), group }))
    })
    expect(new Set(data.map((row) => row[dimension]))).toEqual(new Set(counted))
  })

  test.each(['hour', 'day'] as const)('time series by %s equals the item log; ratios lie in 0..1', async (bucket) => {
    const aggregate = allowed.filter(
      (name) => !(bucket === 'hour' && name === 'daily_visitor_count') && !/_(p90|p99|p50)$|^(fcp|ttfb)/.test(name),
    )
    const request = { kind: 'timeseries', aggregate, time_bucket: bucket, filters: filtered.filters }
    const { data } = (await ask(request)) as { data: Record<string, string | number | null>[] }
    const starts = data.map(({ ts }) => Date.parse(String(ts)))
    expect(starts.length).toBe(bucket === 'day' ? 7 : 6 * 24 + 1 + 17)
    for (const [at, row] of data.entries()) {
      const within = (ms: number) => ms >= (starts[at] ?? 0) && ms < (starts[at + 1] ?? END)
      for (const metric of aggregate) {
        if (METRICS[metric].unit === 'ratio' && row[metric] !== null) {
          expect(row[metric]).toBeGreaterThanOrEqual(0)
          expect(row[metric]).toBeLessThanOrEqual(1)
        }
        // The slow computation would take minutes for every hour; some of them are enough to catch a shift.
        if (bucket === 'hour' && at % 7 !== 0) continue
        const expected = referenceAnswer(metric, { ...question(filtered), isWithin: within })
        expectEqual(row[metric], expected, `${metric} at ${row.ts}, ${filtered.name}`)
      }
    }
  })
})

test.each([
  'lcp_p75',
  'cls_p75',
  'cls_p90',
  'lcp_poor_share',
  'inp_good_share',
  'bounce_rate',
  'session_count',
] as const)('the engine ranks by %s as the finished values rank', async (metric) => {
  for (const sign of ['-', '']) {
    const request = { kind: 'breakdown', group_by: 'entry_path', aggregate: [metric], order_by: [sign + metric] }
    const { data } = (await ask(request)) as { data: Record<string, number>[] }
    const values = data.map((row) => row[metric] ?? 0)
    expect(values.length).toBe(5)
    expect(values).toEqual(values.toSorted((a, b) => (sign === '-' ? b - a : a - b)))
  }
})

test('a comparison answers what the previous days answer by themselves', async () => {
  const aggregate = ['pageview_count', 'session_count', 'bounce_rate', 'lcp_p75', 'daily_visitor_count']
  const day = { time: 'custom', start: '2035-10-29', end: '2035-10-30' }
  const both = (await ask({ kind: 'aggregation', aggregate, ...day, compare: 'previous_time_range' })) as {
    data: Record<string, { previous_time_range_value: number }>
  }
  const before = { time: 'custom', start: '2035-10-28', end: '2035-10-29' }
  const alone = (await ask({ kind: 'aggregation', aggregate, ...before })) as {
    data: Record<string, { value: number }>
  }
  for (const name of aggregate) {
    expect(alone.data[name]?.value).toBeGreaterThan(0)
    expect(both.data[name]?.previous_time_range_value).toBe(alone.data[name]?.value)
  }
})

test('visitors are refused for parts of days, foreign zones and items; old sessions by item are refused', async () => {
  const visitors = { kind: 'aggregation', aggregate: ['daily_visitor_count'] }
  const refused = [
    { ...visitors, time: '24h' },
    { ...visitors, timezone: 'Asia/Kathmandu' },
    { ...visitors, time: 'custom', start: '2035-10-29T01:00', end: '2035-10-30' },
    { ...visitors, filters: [of('path', 'eq', '/')] },
    { kind: 'timeseries', aggregate: ['daily_visitor_count'], time_bucket: 'hour' },
    { kind: 'aggregation', aggregate: ['session_count'], time: '180d', filters: [of('event_name', 'eq', 'buy')] },
  ]
  for (const request of refused) {
    await expect(ask(request), JSON.stringify(request)).rejects.toMatchObject({ code: 'invalid_request' })
  }
  await expect(ask({ ...visitors, time: 'today' })).resolves.toBeDefined()
})
