import { DIMENSION_NAMES, FILTER_OPERATORS, type FilterOperator } from '@lethe/catalogue'
import type { EventRow } from '@lethe/store/events'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openQuery } from './open-query.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'

const NOW = Date.parse('2035-05-05T12:00:00Z')
const HOSTILE = [
  "' OR 1=1 --",
  "\\' OR 1=1 --",
  '{p0:String}',
  '} UNION ALL SELECT 1',
  '\\',
  '\\N',
  '`"\'',
  'a\tb\nc\r',
  '%_*?',
  "'); DROP TABLE events; --",
  'ünï ☃ 😀',
  '[]',
  "['a','b']",
  'NULL',
  '',
]
const row = (path: string): EventRow => ({
  site_id: 1,
  environment: 'production',
  type: 'pageview',
  at: NOW / 1000 - 3_600,
  session_id: '00000000-0000-4000-8000-000000000001',
  session_started_at: NOW / 1000 - 3_600,
  session_seq: 1,
  weight: 1_000_000,
  retention_days: 365,
  path,
})

let opened: TestStore
const seen: string[] = []
const run = (request: object) => {
  const store = {
    ...opened.store,
    query: <Row>(statement: { sql: string; params: Readonly<Record<string, unknown>> }) => {
      seen.push(statement.sql)
      return opened.store.query<Row>(statement)
    },
  }
  return openQuery({ store, now: () => NOW }).run({ site: 's', time: 'today', ...request }, { id: 1, timezone: 'UTC' })
}
beforeAll(async () => {
  opened = await openTestStore(HOSTILE.map(row))
})
afterAll(() => opened.close())

const TESTS: Readonly<Partial<Record<FilterOperator, (path: string, value: string) => boolean>>> = {
  eq: (path, value) => path === value,
  ne: (path, value) => path !== value,
  startsWith: (path, value) => path.startsWith(value),
  endsWith: (path, value) => path.endsWith(value),
  contains: (path, value) => path.includes(value),
  in: (path, value) => path === value || path === 'x',
}

test('a hostile value never changes the text of a statement and is answered literally', async () => {
  for (const [name, matches] of Object.entries(TESTS)) {
    seen.length = 0
    for (const hostile of HOSTILE) {
      const value = name === 'in' ? [hostile, 'x'] : hostile
      const filters = [{ dimension: 'path', operator: name, value }]
      const { data } = await run({ kind: 'aggregation', aggregate: ['pageview_count'], filters })
      const expected = HOSTILE.filter((path) => matches(path, hostile)).length
      expect(data, `${name} ${hostile}`).toEqual({ pageview_count: { value: expected } })
    }
    expect(new Set(seen).size).toBe(1)
  }
})

test('any text at any place is bound: same text, one parameter', async () => {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }))
  const operators = FILTER_OPERATORS.filter((name) => name !== 'regex' && name !== 'in')
  const dimensions = DIMENSION_NAMES.filter((name) => !name.endsWith('_major'))
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.constantFrom(...operators),
      fc.constantFrom(...dimensions),
      async (value, operator, dimension) => {
        seen.length = 0
        for (const one of [value, 'harmless']) {
          const filters = [
            {
              or: [
                { dimension, operator, value: one },
                { dimension: 'path', operator: 'in', value: [one] },
              ],
            },
          ]
          const search = one === '' ? 'x' : one
          await run({
            kind: 'breakdown',
            group_by: 'path',
            aggregate: ['pageview_count'],
            filters,
            search,
            environment: one.slice(0, 64),
          })
        }
        expect(seen[0]).toBe(seen[1])
      },
    ),
    { numRuns: 60 },
  )
})

test('groups come back as they were stored, and pages of them do not overlap', async () => {
  const page = async (number: number) => {
    const { data } = await run({
      kind: 'breakdown',
      group_by: 'path',
      aggregate: ['pageview_count', 'session_count'],
      page: number,
      page_size: 4,
    })
    return (data as { path: string; session_count: number }[]).map(({ path }) => path)
  }
  const pages = [...(await page(1)), ...(await page(2)), ...(await page(3)), ...(await page(4))]
  expect(pages.toSorted()).toEqual(HOSTILE.toSorted())
})
