import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ItemFacts, NIL_SESSION } from './index.ts'
import { item, setUp, visit } from './testing/visits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ZONE = 'Europe/Berlin'
/** Four hours before the longest day of the year. */
const START = '2026-10-24T18:00:00Z'

const oneItem = fc.record({
  type: fc.constantFrom('pageview' as const, 'event' as const, 'vitals' as const, 'error' as const),
  is_automatic: fc.boolean(),
  page_id: fc.constantFrom('', 'p1', 'p2', 'p3'),
  path: fc.constantFrom('/', '/a', '/b'),
  age_ms: fc.constantFrom(0, 0, 500, 20 * MINUTE, 3 * HOUR),
})
const oneBeacon = fc.record({
  visitor: fc.constantFrom(1, 2, 3),
  wait_ms: fc.constantFrom(0, 0, 1000, 10 * MINUTE, 29 * MINUTE, 31 * MINUTE, 5 * HOUR),
  is_swept: fc.boolean(),
  /** Sent twice at once, same page ids and all. */
  is_resent: fc.boolean(),
  items: fc.array(oneItem, { minLength: 1, maxLength: 6 }),
})
type Traffic = readonly (typeof oneBeacon extends fc.Arbitrary<infer One> ? One : never)[]

interface Row extends ItemFacts {
  readonly visitor: number
  readonly day: string
  readonly type: string
  readonly path: string
  readonly engages: boolean
}

async function replay(traffic: Traffic): Promise<Row[]> {
  const { identity, clock } = setUp(START)
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE })
  const rows: Row[] = []
  for (const { visitor, wait_ms, is_swept, is_resent, items } of traffic) {
    clock.advance(wait_ms)
    if (is_swept) await identity.sweep()
    const given = visit(items.map(item), { ip: `203.0.113.${visitor}`, timezone: ZONE })
    const copies = is_resent ? [given, given] : [given]
    const answers = await Promise.all(copies.map((one) => identity.identify(one)))
    for (const facts of answers)
      for (const [at, fact] of facts.entries()) {
        const { type, path, is_automatic } = items[at] ?? expect.fail('an item without facts')
        const engages = type === 'pageview' || (type === 'event' && !is_automatic)
        rows.push({ ...fact, visitor, type, path, engages, day: days.format(fact.at) })
      }
  }
  return rows
}

function groups(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const grouped = new Map<string, Row[]>()
  for (const row of rows) grouped.set(keyOf(row), [...(grouped.get(keyOf(row)) ?? []), row])
  return [...grouped.values()]
}

const holds = (claim: (rows: Row[]) => void) =>
  fc.assert(
    fc.asyncProperty(fc.array(oneBeacon, { maxLength: 40 }), async (traffic) => claim(await replay(traffic))),
    { numRuns: 50 },
  )
const ofSessions = (rows: Row[]) =>
  groups(
    rows.filter((row) => row.session_id !== NIL_SESSION),
    (row) => row.session_id,
  )

describe('any traffic', () => {
  it('numbers the engaging items of a session 1, 2, 3 and no other', () =>
    holds((rows) => {
      expect(rows.every((row) => row.session_seq > 0 === row.engages)).toBe(true)
      for (const own of ofSessions(rows)) {
        const seqs = own.map((row) => row.session_seq).filter((seq) => seq > 0)
        expect(seqs.sort((a, b) => a - b)).toEqual(seqs.map((_, at) => at + 1))
        expect(seqs.length).toBeGreaterThan(0)
      }
    }))

  it('counts each visitor once on each day', () =>
    holds((rows) => {
      const engaging = rows.filter((row) => row.engages)
      for (const own of groups(engaging, (row) => `${row.visitor} ${row.day}`))
        expect(own.filter((row) => row.is_first_of_day === 1)).toHaveLength(1)
    }))

  it('marks one view of each path of a session', () =>
    holds((rows) => {
      for (const own of ofSessions(rows))
        for (const views of groups(
          own.filter((row) => row.type === 'pageview'),
          (row) => row.path,
        ))
          expect(views.filter((row) => row.is_first_on_path === 1)).toHaveLength(1)
    }))

  it('gives bits to engaging items only, and gaps within the timeout to items with a session only', () =>
    holds((rows) => {
      for (const row of rows) {
        if (!row.engages) expect(row.is_first_of_day + row.is_first_on_path).toBe(0)
        if (row.session_id === NIL_SESSION) expect(row.session_gap_ms).toBe(0)
        expect(row.session_gap_ms).toBeGreaterThanOrEqual(0)
        expect(row.session_gap_ms).toBeLessThanOrEqual(30 * MINUTE)
      }
    }))

  it('keeps start and entry of a session the same on all its items', () =>
    holds((rows) => {
      for (const own of ofSessions(rows)) {
        expect(new Set(own.map((row) => row.session_started_at)).size).toBe(1)
        expect(new Set(own.map((row) => row.entry.entry_path)).size).toBe(1)
      }
    }))
})
