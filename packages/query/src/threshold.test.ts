import { OTHER_VALUE, type QueryResponse } from '@lethe/catalogue'
import type { EventRow } from '@lethe/store/events/port'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuery, type Query } from './open-query.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'

const NOW = Date.parse('2035-10-31T15:20:30Z')
const DAY = 86_400
const TODAY = Date.parse('2035-10-31T10:00:00Z') / 1000

interface Visits {
  readonly path: string
  readonly count: number
  readonly at?: number
  readonly dims?: Partial<EventRow>
}

let made = 0
/** Visits of one pageview, with an error if the dimensions name one. */
function visits({ path, count, at = TODAY, dims = {} }: Visits): EventRow[] {
  return Array.from({ length: count }, () => {
    const session_id = `00000000-0000-4000-a000-${String(++made).padStart(12, '0')}`
    const { error_fingerprint, error_type, error_message, ...shared } = dims
    const view = {
      site_id: 1,
      environment: 'production',
      type: 'pageview',
      at,
      session_id,
      session_started_at: at,
      session_seq: 1,
      is_first_on_path: 1,
      weight: 1_000_000,
      retention_days: 365,
      path,
      entry_path: path,
      country: 'DE',
      browser: 'Firefox',
      browser_major: 140,
      ...shared,
    }
    if (error_fingerprint === undefined) return [view]
    const error = { error_fingerprint, error_type, error_message, error_count: 1 } as Partial<EventRow>
    return [view, { ...view, type: 'error', session_seq: 0, is_first_on_path: 0, ...error }]
  }).flat()
}

const ROWS = [
  ...visits({ path: '/a', count: 9, dims: { error_fingerprint: 1, error_type: 'TypeError', error_message: 'often' } }),
  ...visits({ path: '/b', count: 6 }),
  ...visits({ path: '/b', count: 2, at: TODAY - DAY }),
  ...visits({ path: '/a', count: 7, at: TODAY - DAY }),
  ...visits({
    path: '/users/ada',
    count: 3,
    dims: { browser_major: 7, error_fingerprint: 2, error_type: 'AdaError', error_message: 'ada was here' },
  }),
  ...visits({ path: '/users/bob', count: 1, dims: { weight: 50_000_000 } }),
  ...visits({ path: '/a', count: 6, dims: { country: 'NP' } }),
  ...visits({ path: '/a', count: 1, dims: { country: 'NP', browser: 'Safari' } }),
  ...visits({ path: '/a', count: 8, dims: { browser: 'Safari' } }),
]

let opened: TestStore
let query: Query
beforeAll(async () => {
  opened = await openTestStore(ROWS)
  query = openQuery({ store: opened.store, now: () => NOW })
})
afterAll(() => opened.close())

type Row = Record<string, unknown>
async function ask(request: object, k_threshold = 5): Promise<QueryResponse & { data: Row[] }> {
  const body = { site: 's', kind: 'breakdown', aggregate: ['pageview_count'], time: 'today', ...request }
  const answer = await query.run(body, { id: 1, timezone: 'UTC', k_threshold })
  return { ...answer, meta: { ...answer.meta, elapsed_ms: 0 } } as QueryResponse & { data: Row[] }
}
const on = (dimension: string, operator: string, value: unknown) => ({ filters: [{ dimension, operator, value }] })
const viewsOf = async (request: object, k = 5) => {
  const { data } = await ask({ kind: 'aggregation', ...request }, k)
  return (data as unknown as { pageview_count: { value: number } }).pageview_count.value
}
const paths = { group_by: 'path' }

describe('a breakdown', () => {
  test('puts values of too few sessions together, last, whatever they weigh', async () => {
    const { data, meta } = await ask(paths)
    expect(data).toEqual([
      { path: '/a', pageview_count: 24 },
      { path: '/b', pageview_count: 6 },
      { path: OTHER_VALUE, pageview_count: 53 },
    ])
    expect(meta.threshold_hidden).toBe(2)
    const ascending = await ask({ ...paths, order_by: ['pageview_count'] })
    expect(ascending.data.map(({ path }) => path)).toEqual(['/b', '/a', OTHER_VALUE])
  })

  test.each([0, 1])('of a threshold of %i shows all', async (k) => {
    const { data, meta } = await ask(paths, k)
    expect(data.map(({ path }) => path)).toEqual(['/users/bob', '/a', '/b', '/users/ada'])
    expect(meta.threshold_hidden).toBe(0)
  })

  test('shows the rest once, after the last value, and counts it on no page', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => ask({ ...paths, page, page_size: 1 })))
    expect(pages.map(({ data }) => data.map(({ path }) => path))).toEqual([['/a'], ['/b', OTHER_VALUE], []])
    expect(pages.map((page) => 'has_more' in page && page.has_more)).toEqual([true, false, false])
    expect(pages.map(({ meta }) => meta.threshold_hidden)).toEqual([2, 2, 2])
  })

  test('cannot be searched for what it hides', async () => {
    const [hit, miss] = [await ask({ ...paths, search: 'ada' }), await ask({ ...paths, search: 'eve' })]
    expect(hit).toEqual(miss)
    expect(hit.data).toEqual([])
    expect((await ask({ ...paths, search: 'B' })).data).toEqual([{ path: '/b', pageview_count: 6 }])
    const options = await ask({ ...paths, kind: 'search_options' })
    expect(options.data.map(({ path }) => path)).toEqual(['/a', '/b'])
  })

  test('compares only what both periods show', async () => {
    const { data } = await ask({ ...paths, compare: 'previous_time_range' })
    expect(data.map(({ path, previous }) => [path, (previous as Row).pageview_count])).toEqual([
      ['/a', 7],
      ['/b', null],
      [OTHER_VALUE, 2],
    ])
  })

  test('of numbers names the rest as well, and can be filtered by it', async () => {
    const versions = { group_by: 'browser_major', aggregate: ['session_count'] }
    expect((await ask(versions)).data).toEqual([
      { browser_major: 140, session_count: 80 },
      { browser_major: OTHER_VALUE, session_count: 3 },
    ])
    expect(await viewsOf(on('browser_major', 'eq', OTHER_VALUE), 3)).toBe(0)
    expect(await viewsOf(on('browser_major', 'ne', OTHER_VALUE))).toBe(80)
    expect(await viewsOf(on('browser_major', 'eq', OTHER_VALUE), 0)).toBe(0)
  })

  test('lists by the first metric, and folds the others over the same values', async () => {
    const request = { ...paths, aggregate: ['error_count', 'session_count'] }
    expect((await ask(request)).data).toEqual([
      { path: '/a', error_count: 9, session_count: 24 },
      { path: OTHER_VALUE, error_count: 3, session_count: 3 },
    ])
  })
})

describe('a filter', () => {
  test.each([
    ['eq', '/users/ada', '/users/eve'],
    ['in', ['/users/ada'], ['/users/eve']],
    ['startsWith', '/users/a', '/users/e'],
    ['contains', 'ada', 'eve'],
    ['regex', 'a.a$', 'e.e$'],
  ])('by %s does not tell a hidden value from none', async (operator, hidden, none) => {
    for (const kind of ['breakdown', 'aggregation', 'timeseries']) {
      const request = kind === 'breakdown' ? { kind, group_by: 'browser' } : { kind }
      const [first, second] = await Promise.all(
        [hidden, none].map((value) => ask({ ...request, ...on('path', operator, value) })),
      )
      expect(first).toEqual(second)
      expect(first?.meta.threshold_hidden).toBe(1)
    }
    expect(await viewsOf(on('path', operator, hidden))).toBe(0)
  })

  test('that takes one value away does not bring out another', async () => {
    const total = await viewsOf({})
    expect(total).toBe(83)
    expect(await viewsOf(on('path', 'ne', '/users/ada'))).toBe(total)
    expect(await viewsOf(on('path', 'ne', '/a'))).toBe(total - 24)
    expect(await viewsOf(on('path', 'in', ['/a', '/users/ada']))).toBe(24)
    expect(await viewsOf(on('path', 'ne', OTHER_VALUE))).toBe(30)
  })

  test('by the rest needs enough sessions itself', async () => {
    expect(await viewsOf(on('path', 'eq', OTHER_VALUE))).toBe(0)
    expect(await viewsOf(on('path', 'eq', OTHER_VALUE), 4)).toBe(53)
    expect(await viewsOf(on('path', 'in', ['/b', OTHER_VALUE]))).toBe(59)
  })

  test('on top of another one folds anew', async () => {
    const { data, meta } = await ask({ group_by: 'browser', ...on('country', 'eq', 'NP') })
    expect(data).toEqual([
      { browser: 'Firefox', pageview_count: 6 },
      { browser: OTHER_VALUE, pageview_count: 1 },
    ])
    expect(meta.threshold_hidden).toBe(1)
  })

  test('does not protect from the difference of two that are both large: docs/guides/privacy.md says so', async () => {
    const nepal = { dimension: 'country', operator: 'eq', value: 'NP' }
    const notSafari = { dimension: 'browser', operator: 'ne', value: 'Safari' }
    const [all, without] = [await viewsOf({ filters: [nepal] }), await viewsOf({ filters: [nepal, notSafari] })]
    expect(all - without).toBe(1)
  })
})

describe('error groups', () => {
  const errors = { kind: 'error_groups', aggregate: ['error_count'] }

  test('of too few sessions are one group without a name', async () => {
    const { data, meta } = await ask(errors)
    expect(
      data.map(({ message, error_type, error_count, session_count }) => [
        message,
        error_type,
        error_count,
        session_count,
      ]),
    ).toEqual([
      ['often', 'TypeError', 9, 9],
      [OTHER_VALUE, '', 3, 3],
    ])
    expect(meta.threshold_hidden).toBe(1)
    expect(JSON.stringify(data)).not.toContain('ada')
  })

  test('cannot be searched or filtered for what they hide', async () => {
    expect(await ask({ ...errors, search: 'ada' })).toEqual(await ask({ ...errors, search: 'eve' }))
    const [first, second] = [
      await ask({ ...errors, ...on('error_type', 'eq', 'AdaError') }),
      await ask({ ...errors, ...on('error_type', 'eq', 'EveError') }),
    ]
    expect(first).toEqual(second)
    expect(first.data).toEqual([])
  })
})
