import { expect, test } from 'vitest'
import { compileReading } from './compile.ts'
import { parseRequest } from './parse.ts'
import { planQuery } from './plan-query.ts'
import { compileErrorGroups, compileHiddenErrors } from './sql/error-groups.ts'
import type { Grouping } from './sql/target.ts'

// The same statements run on the engine in truth.test.ts and injection.test.ts; here their text is held.
const planOf = (request: object, threshold = 0) =>
  planQuery(parseRequest({ site: 's', time: 'today', ...request }, 'UTC'), {
    siteId: 7,
    now: Date.parse('2026-05-05T12:00:00Z'),
    sessionIdDays: 30,
    threshold,
    firstPageviewAt: null,
  })

function sqlOf(request: object, grouping: Grouping = { by: 'nothing' }, threshold = 0): readonly string[] {
  const plan = planOf(request, threshold)
  return plan.scans.map((scan) => {
    const { sql } = compileReading(plan, { scan, period: plan.period, grouping })
    return sql.replaceAll(/\[-1, [\d, ]+\]/g, '[EDGES]')
  })
}
const aggregation = (aggregate: readonly string[], filters: readonly object[] = []) => ({
  kind: 'aggregation',
  aggregate,
  filters,
})

test('one statement per grain', () => {
  const metrics = ['pageview_count', 'bounce_rate', 'daily_visitor_count', 'error_count']
  expect(sqlOf(aggregation(metrics)).join('\n\n')).toMatchSnapshot()
})
test('sessions that contain a matching item', () => {
  const filters = [{ dimension: 'event_name', operator: 'eq', value: 'buy' }]
  expect(sqlOf(aggregation(['session_count'], filters)).join('\n\n')).toMatchSnapshot()
})
test('a histogram, whole and by group', () => {
  const whole = sqlOf(aggregation(['lcp_p75', 'lcp_good_share']))
  expect(whole.length).toBe(1)
  const order = [{ metric: 'lcp_p75', descending: true }] as const
  const page = { order, search: 'x', limit: 11, offset: 0 }
  const grouped = sqlOf(aggregation(['lcp_p75']), { by: 'dimension', dimension: 'path', page })
  expect([...whole, ...grouped].join('\n\n')).toMatchSnapshot()
})
test('error groups', () => {
  expect(compileErrorGroups(planOf({ kind: 'error_groups', aggregate: [], search: 'x' })).sql).toMatchSnapshot()
})
test('values of enough sessions, and the rest as one, under a threshold', () => {
  const page = { order: [{ metric: 'pageview_count', descending: true }], search: '', limit: 11, offset: 0 } as const
  const shown = sqlOf(aggregation(['pageview_count']), { by: 'dimension', dimension: 'path', page }, 5)
  const filters = [{ dimension: 'country', operator: 'ne', value: 'DE' }]
  const request = aggregation(['pageview_count'], filters)
  const [lead] = planOf(request, 5).scans
  if (lead === undefined) return expect.fail('no scan')
  const rest = sqlOf(request, { by: 'hidden', dimension: 'event_name', lead }, 5)
  expect([...shown, ...rest].join('\n\n')).toMatchSnapshot()
})
test('error groups under a threshold, and the rest of them', () => {
  const plan = planOf({ kind: 'error_groups', aggregate: ['error_count'] }, 5)
  expect([compileErrorGroups(plan).sql, compileHiddenErrors(plan).sql].join('\n\n')).toMatchSnapshot()
})
test('every statement names site, environment and both ends of the period', () => {
  const plan = planOf(aggregation(['lcp_p75', 'session_count', 'pageview_count', 'daily_visitor_count']))
  expect(plan.scans.length).toBe(4)
  for (const scan of plan.scans) {
    const { sql, params } = compileReading(plan, { scan, period: plan.period, grouping: { by: 'nothing' } })
    expect(sql).toMatch(/site_id = \{p0:UInt32\}/)
    expect(Object.values(params)).toEqual(
      expect.arrayContaining([7, 'production', plan.period.start / 1000, plan.period.end / 1000]),
    )
  }
})
