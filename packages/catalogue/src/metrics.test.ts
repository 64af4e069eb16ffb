import { describe, expect, expectTypeOf, it } from 'vitest'
import { COLUMNS } from './columns.ts'
import {
  type DimensionName,
  type Formula,
  METRIC_NAMES,
  METRICS,
  type MetricName,
  type QueryRequest,
  UNITS,
} from './index.ts'
import { VITALS } from './vitals.ts'

const aggregatesOf = (formula: Formula) =>
  formula.form === 'aggregate' ? [formula] : formula.form === 'ratio' ? [formula.of, formula.to] : []

describe('every metric', () => {
  it.each(METRIC_NAMES)('%s is explained and built from columns', (name) => {
    const metric = METRICS[name]
    expect(metric.label).not.toBe('')
    expect(metric.description).toMatch(/\.$/)
    expect(Object.keys(UNITS)).toContain(metric.unit)
    for (const { sum, where } of aggregatesOf(metric.formula)) {
      for (const column of [...Object.keys(where), ...(sum ? [sum] : [])])
        expect(Object.keys(COLUMNS)).toContain(column)
    }
  })

  it.each(METRIC_NAMES)('%s has the unit that its formula gives', (name) => {
    const { formula, unit } = METRICS[name]
    if (formula.form === 'share') expect(unit).toBe('ratio')
    if (formula.form === 'percentile') expect(unit).toBe(VITALS[formula.vital].unit)
  })

  it.each(METRIC_NAMES)('%s of sessions never looks at an item-scoped column', (name) => {
    const { grain, formula } = METRICS[name]
    if (grain === 'item') return
    const columns = aggregatesOf(formula).flatMap(({ where, sum }) => [...Object.keys(where), sum ?? 'type'])
    const known = ['type', 'session_seq', 'session_gap_ms', 'is_first_of_day', 'engaged_ms']
    expect(columns.filter((column) => !known.includes(column))).toEqual([])
  })
})

it('there are four percentiles and three shares of every vital', () => {
  for (const vital of Object.keys(VITALS)) {
    const names = METRIC_NAMES.filter((name) => name.startsWith(`${vital}_`))
    expect(names).toEqual([
      ...['p50', 'p75', 'p90', 'p99'].map((percentile) => `${vital}_${percentile}`),
      ...['good', 'needs_improvement', 'poor'].map((rating) => `${vital}_${rating}_share`),
    ])
  }
})

it('an unknown name is an error at compile time', () => {
  const request: QueryRequest = {
    site: 'a',
    kind: 'breakdown',
    aggregate: ['pageview_count', 'lcp_p75'],
    group_by: 'country',
  }
  // @ts-expect-error there is no such metric
  const metric: MetricName = 'visitor_count'
  // @ts-expect-error there is no such percentile
  const percentile: MetricName = 'lcp_p80'
  // @ts-expect-error there is no such dimension
  const dimension: DimensionName = 'visitor_id'
  expectTypeOf(request.aggregate).items.toEqualTypeOf<MetricName>()
  expect(METRIC_NAMES).not.toContain(metric)
  expect(METRIC_NAMES).not.toContain(percentile)
  expect(Object.keys(COLUMNS)).not.toContain(dimension)
})
