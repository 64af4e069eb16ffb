import { DIMENSIONS, type DimensionName, METRICS, type MetricName, OTHER_VALUE } from '@lethe/catalogue'
import { seededRandom } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openQuery, type Query } from './open-query.ts'
import { expectEqual } from './testing/expect-equal.ts'
import { openTestStore, type TestStore } from './testing/open-test-store.ts'
import { type Question, referenceAnswer } from './testing/reference.ts'
import { type Item, rowsOf, simulateVisits } from './testing/simulate.ts'

// TRICKY: the engine's own clock deletes session ids after 30 days, so the simulation lies in the future.
const NOW = Date.parse('2035-10-31T15:20:30Z')
const START = Date.parse('2035-10-25T00:00:00Z')
const END = Date.parse('2035-11-01T00:00:00Z')
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const isWithin = (ms: number) => ms >= START && ms < END

const SEEDS = [1, 2, 3]
const random = seededRandom(42)
const worlds = SEEDS.map((seed) => ({
  seed,
  visits: simulateVisits({
    seed,
    visitors: 12 + random.below(30),
    start: START - 30 * 3_600_000,
    end: END - 10 * 3_600_000,
  }),
}))

type Dims = Parameters<Question['matches']>[0]
const dimsOf = (item: Item): Dims => ({ path: '', event_name: '', ...item.visit.dims, ...item.dims })
type Row = Record<string, string | number | null>
const of = (dimension: DimensionName, value: string) => [{ dimension, operator: 'eq', value }]
const FILTERS: readonly { name: string; filters: object[]; matches: (dims: Dims) => boolean; isItem: boolean }[] = [
  { name: 'nothing', filters: [], matches: () => true, isItem: false },
  { name: 'country', filters: of('country', 'DE'), matches: (dims) => dims.country === 'DE', isItem: false },
  { name: 'event', filters: of('event_name', 'buy'), matches: (dims) => dims.event_name === 'buy', isItem: true },
]
const GROUPS: readonly DimensionName[] = ['source', 'browser_major', 'entry_path', 'path', 'event_name']
const METRICS_ASKED: readonly MetricName[] = [
  'pageview_count',
  'error_count',
  'session_count',
  'views_per_session',
  'engagement_time_ms',
  'lcp_p75',
  'cls_good_share',
]

let opened: TestStore
let query: Query
beforeAll(async () => {
  opened = await openTestStore(worlds.flatMap(({ seed, visits }) => rowsOf(visits, seed, dayOf)))
  query = openQuery({ store: opened.store, now: () => NOW })
})
afterAll(() => opened.close())

describe.each(worlds)('world $seed', ({ seed, visits }) => {
  const sessionsOf = (matches: (item: Item) => boolean) =>
    visits.filter(
      ({ items: [first, ...others] }) =>
        first !== undefined &&
        isWithin(Math.floor(first.at / 60_000) * 60_000) &&
        [first, ...others].some((item) => isWithin(item.at) && matches(item)),
    ).length

  test.each(FILTERS)(
    'filtered by $name, nothing under the threshold is shown and nothing is lost',
    async (filtered) => {
      for (const dimension of GROUPS) {
        const k = 2 + random.below(30)
        const isItem = DIMENSIONS[dimension].scope === 'item'
        const ask = async (threshold: number) => {
          const { data, meta } = await query.run(
            {
              site: 's',
              kind: 'breakdown',
              time: '7d',
              aggregate: METRICS_ASKED,
              group_by: dimension,
              filters: filtered.filters,
              page_size: 100,
            },
            { id: seed, timezone: 'UTC', k_threshold: threshold },
          )
          return { rows: data as Row[], hidden: meta.threshold_hidden }
        }
        const [plain, folded] = [await ask(0), await ask(k)]
        const about = `${dimension}, k = ${k}`
        if (filtered.filters.length > 0 && sessionsOf((item) => filtered.matches(dimsOf(item))) < k) {
          expect(folded, about).toEqual({ rows: [], hidden: 1 })
          continue
        }
        const shown = folded.rows.filter((row) => row[dimension] !== OTHER_VALUE)
        for (const row of shown) {
          const sessions = sessionsOf(
            (item) => filtered.matches(dimsOf(item)) && dimsOf(item)[dimension] === row[dimension],
          )
          expect(sessions, `${about}: ${row[dimension]}`).toBeGreaterThanOrEqual(k)
          expect(Number(row.session_count), `${about}: ${row[dimension]}`).toBeGreaterThanOrEqual(k)
          expect(plain.rows).toContainEqual(row)
        }
        const hidden = plain.rows
          .map((row) => row[dimension])
          .filter((value) => !shown.some((row) => row[dimension] === value))
        expect(folded.hidden, about).toBe(hidden.length)
        if (!isItem && !filtered.isItem) {
          for (const value of hidden) {
            expect(
              sessionsOf((item) => filtered.matches(dimsOf(item)) && dimsOf(item)[dimension] === value),
            ).toBeLessThan(k)
          }
        }
        expect(folded.rows.length, about).toBe(shown.length + Number(hidden.length > 0))
        const other = folded.rows.find((row) => row[dimension] === OTHER_VALUE)
        if (other === undefined) continue
        expect(folded.rows.at(-1)).toBe(other)
        for (const metric of METRICS_ASKED) {
          const expected = referenceAnswer(metric, {
            visits,
            isWithin,
            dayOf,
            isItemScoped: isItem || filtered.isItem,
            matches: (dims) => filtered.matches(dims) && hidden.includes(dims[dimension] ?? ''),
          })
          expectEqual(other[metric], expected, `${metric} of (other), ${about}, ${filtered.name}`)
          if (METRICS[metric].formula.form !== 'aggregate' || (metric === 'session_count' && isItem)) continue
          const sum = (rows: Row[]) => rows.reduce((all, row) => all + Number(row[metric]), 0)
          // Weights are fractions, and every row is rounded on its own.
          expect(Math.abs(sum(plain.rows) - sum(folded.rows)), about).toBeLessThanOrEqual((plain.rows.length + 1) / 2)
        }
      }
    },
  )
})
