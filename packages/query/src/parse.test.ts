import { AppError, METRIC_NAMES, METRICS } from '@lethe/catalogue'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRequest } from './parse.ts'

const BASE = { site: 's', kind: 'aggregation', aggregate: ['pageview_count'] }
const parse = (body: object) => parseRequest({ ...BASE, ...body }, 'UTC')
const filter = (value: unknown, operator = 'eq', dimension = 'country') => ({
  filters: [{ dimension, operator, value }],
})
const nested = (depth: number): object =>
  depth === 0 ? { dimension: 'country', operator: 'eq', value: 'x' } : { and: [nested(depth - 1)] }

function refusalOf(body: object) {
  try {
    parse(body)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('not refused')
}

describe('parseRequest', () => {
  test('defaults', () => {
    expect(parse({})).toMatchObject({ range: '7d', timezone: 'UTC', environment: 'production', page: 1, pageSize: 20 })
    expect(parse({ start: '2026-01-01', end: '2026-01-02' }).range).toBe('custom')
  })

  test('legacy names are read, and kept to answer under', () => {
    const { metrics, groupBy } = parse({
      kind: 'breakdown',
      aggregate: ['web_vital_lcp_p50'],
      group_by: 'country_code',
    })
    expect(metrics).toEqual([{ name: 'lcp_p50', as: 'web_vital_lcp_p50' }])
    expect(groupBy).toEqual({ name: 'country', as: 'country_code' })
  })
  test('every legacy name of the catalogue is read', () => {
    const old = METRIC_NAMES.flatMap((name) => METRICS[name].legacy_name ?? [])
    expect(old.length).toBeGreaterThan(0)
    expect(parse({ aggregate: old }).metrics.map(({ as }) => as)).toEqual(old)
  })

  test.each<[string, object, string, string]>([
    ['metric', { aggregate: ['pageviews_count'] }, 'aggregate.0', 'pageview_count'],
    ['dimension', filter('x', 'eq', 'contry'), 'filters.0.dimension', 'country'],
    ['operator', filter('x', 'equals'), 'filters.0.operator', 'eq'],
    ['range', { time: '30days' }, 'time', '30d'],
    ['zone', { timezone: 'Europe/Berln' }, 'timezone', 'Europe/Berlin'],
    ['zone as an offset', { timezone: '+02:00' }, 'timezone', 'IANA'],
    ['bucket', { time_bucket: 'minutes' }, 'time_bucket', 'minute'],
    ['kind', { kind: 'timeserie' }, 'kind', 'timeseries'],
    ['key', { agregate: [] }, 'agregate', 'aggregate'],
    ['bucket of the range', { time: '1h', time_bucket: 'day' }, 'time_bucket', 'minute'],
    ['order', { kind: 'breakdown', group_by: 'path', order_by: ['-lcp_p75'] }, 'order_by.0', 'pageview_count'],
    ['missing group', { kind: 'breakdown' }, 'group_by', 'dimension'],
    ['list without in', filter(['a', 'b']), 'filters.0.value', 'one value'],
    ['in without list', filter('a', 'in'), 'filters.0.value', 'list'],
    ['text for a number', filter('new', 'gte', 'browser_major'), 'filters.0.value', 'whole number'],
    ['bad regex', filter('(a', 'regex'), 'filters.0.value', 'RE2'],
    ['look-ahead', filter('a(?=b)', 'regex'), 'filters.0.value', 'RE2'],
    ['back-reference', filter('(a)\\1', 'regex'), 'filters.0.value', 'RE2'],
    ['half a surrogate pair', filter('\ud800'), 'filters.0.value', 'surrogates'],
    ['depth', { filters: [nested(4)] }, 'filters.0.and.0.and.0.and.0.and.0', '4 levels'],
    ['number of filters', { filters: Array(31).fill(nested(0)) }, 'filters.30', '30'],
    ['values', filter(Array(201).fill('a'), 'in'), 'filters.0.value', '200'],
    ['metrics', { aggregate: Array(41).fill('pageview_count') }, 'aggregate', '40'],
    ['none', { aggregate: [] }, 'aggregate', 'metric'],
    ['page size', { page_size: 1_001 }, 'page_size', '1000'],
  ])('refuses an unknown or unfit %s, naming the place and what is expected', (_, body, path, expected) => {
    const { code, details } = refusalOf(body)
    expect(code).toBe('invalid_request')
    expect(details.map((detail) => detail.path)).toContain(path)
    expect(JSON.stringify(details)).toContain(expected)
  })

  test('at the limits it still reads', () => {
    expect(parse({ filters: [nested(3)] })).toBeDefined()
    expect(parse({ filters: Array(30).fill(nested(0)) })).toBeDefined()
    expect(parse(filter(Array(200).fill('a'.repeat(1_024)), 'in'))).toBeDefined()
    expect(() => parse(filter('a'.repeat(1_025)))).toThrow(AppError)
  })

  test('whatever comes in, it is a request or an AppError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.object().map((more) => ({ ...BASE, ...more })),
        ),
        (body) => {
          try {
            parseRequest(body, 'UTC')
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
        },
      ),
    )
  })
})
