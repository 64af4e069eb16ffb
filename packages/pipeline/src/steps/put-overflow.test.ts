import { COLUMNS } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { setUpPipeline } from '../testing/run-pipeline.ts'
import { openValueLimits, type SeenValue } from '../value-limits.ts'

/** Two values of each column are enough for a test. */
function setUpNarrow() {
  const limits = openValueLimits({ now: () => 0, randomBytes: (length) => new Uint8Array(length) })
  const narrow = (seen: SeenValue) => ({ ...seen, most: 2 })
  const valueLimits = {
    ...limits,
    size: 0,
    admit: (seen: SeenValue) => limits.admit(narrow(seen)),
    hasRoom: (seen: SeenValue) => limits.hasRoom(narrow(seen)),
  }
  return { ...setUpPipeline({ ports: { valueLimits } }), limits }
}
let ids = 0
const item = (type: 'event' | 'error' | 'pageview', rest: object) => ({
  id: `over-${++ids}`,
  page: 'p',
  type,
  age_ms: 0,
  ...rest,
})
const bodyOf = (items: ReturnType<typeof item>[], url = 'https://shop.example/') =>
  batchBody({ pages: [{ id: 'p', url }], items })

describe('values that are one too many', () => {
  it('of pages and entries are stored as (overflow); known ones go on', async () => {
    const { collect, rows } = setUpNarrow()
    for (const path of ['/a', '/b', '/c', '/a']) {
      const { outcomes } = await collect(
        bodyOf([item('pageview', {})], `https://shop.example${path}?utm_campaign=x${path}`),
        { user_agent: `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/${140 + ids}.0` },
      )
      expect(outcomes).toEqual(['accepted/accepted'])
    }
    expect(rows.map(({ path }) => path)).toEqual(['/a', '/b', '(overflow)', '/a'])
    expect(rows.map(({ entry_path }) => entry_path)).toEqual(['/a', '/b', '(overflow)', '/a'])
    expect(new Set(rows.map(({ utm_campaign }) => utm_campaign)).has('(overflow)')).toBe(true)
  })

  it('of event names are not taken', async () => {
    const { collect, rows } = setUpNarrow()
    const { outcomes } = await collect(bodyOf(['one', 'two', 'three', 'one'].map((name) => item('event', { name }))))
    expect(outcomes).toEqual(['accepted/accepted', 'accepted/accepted', 'limited/cardinality', 'accepted/accepted'])
    expect(rows).toHaveLength(3)
  })

  it('of keys of properties are left out, and it is seen that they were', async () => {
    const { collect, rows } = setUpNarrow()
    await collect(bodyOf([item('event', { name: 'one', props: { a: '1', b: '2', c: '3' } })]))
    expect(rows[0]?.props).toEqual({ a: '1', b: '2', '(overflow)': '' })
  })

  it('of errors are one group', async () => {
    const { collect, rows } = setUpNarrow()
    await collect(
      bodyOf(
        ['alpha', 'beta', 'gamma', 'delta'].map((message) =>
          item('error', { error_type: 'TypeError', message, count: 1 }),
        ),
      ),
    )
    expect(rows.map(({ error_message }) => error_message)).toEqual(['alpha', 'beta', '(overflow)', '(overflow)'])
    expect(new Set(rows.map(({ error_fingerprint }) => error_fingerprint)).size).toBe(3)
  })

  it('are looked up and not remembered by a preview', async () => {
    const { preview, limits } = setUpNarrow()
    const before = limits.size
    await preview(bodyOf([item('pageview', {})]))
    expect(limits.size).toBe(before)
  })
})

it('the catalogue says how many', () => {
  expect(COLUMNS.path.max_values_per_day).toBe(10_000)
})
