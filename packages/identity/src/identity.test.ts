import { describe, expect, it } from 'vitest'
import { type ItemFacts, NIL_SESSION } from './index.ts'
import { item, setUp, visit } from './testing/visits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('identify', () => {
  it('gives random version 4 ids, equal within a session, and facts in the order of the beacon', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const facts = await identity.identify(
      visit([item({ type: 'vitals' }), item({ age_ms: 1000, path: '/b' }), item({ age_ms: 5000, path: '/a' })]),
    )
    expect(facts.map((fact) => fact.session_seq)).toEqual([0, 2, 1])
    expect(facts.map((fact) => fact.session_gap_ms)).toEqual([1000, 4000, 0])
    expect(new Set(facts.map((fact) => fact.session_id)).size).toBe(1)
    expect(facts[0]?.session_id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(facts[0]?.entry.entry_path).toBe('/a')
  })

  it('is one visitor whatever form the address has, another for another user agent, site or environment', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const ids = []
    for (const change of [
      {},
      { ip: '::ffff:203.0.113.7' },
      { user_agent: 'other' },
      { site_id: 2 },
      { environment: 'staging' },
    ])
      ids.push((await identity.identify(visit([item()], change)))[0]?.session_id)
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(4)
  })

  it('opens sessions for pageviews and engaging events only', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const types = ['vitals', 'engagement', 'error', 'click'] as const
    const quiet = [...types.map((type) => item({ type })), item({ type: 'event', is_automatic: true })]
    const facts = await identity.identify(visit(quiet))
    expect(facts.every((fact) => fact.session_id === NIL_SESSION && fact.is_first_of_day === 0)).toBe(true)
    const [event] = await identity.identify(visit([item({ type: 'event' })]))
    expect(event).toMatchObject({ session_seq: 1, is_first_of_day: 1, is_first_on_path: 0 })
  })

  it('lets an error that is older than its page view join the session of the view', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const facts = await identity.identify(
      visit([item({ type: 'error', page_id: 'p', age_ms: 900 }), item({ page_id: 'p', age_ms: 800 })]),
    )
    expect(facts[0]?.session_id).toBe(facts[1]?.session_id)
    expect(facts[0]?.session_id).not.toBe(NIL_SESSION)
  })

  it('dates items by their age, but never before the day of the receipt', async () => {
    const { identity, clock } = setUp('2026-11-23T00:10:00Z')
    const facts = await identity.identify(visit([item({ age_ms: 4 * MINUTE }), item({ age_ms: 30 * MINUTE })]))
    expect(facts.map((fact) => fact.at)).toEqual([clock.now() - 4 * MINUTE, clock.now() - 10 * MINUTE])
  })

  it('treats ages that make no sense as none or the largest', async () => {
    const { identity, clock } = setUp('2026-11-23T12:00:00Z')
    const facts = await identity.identify(
      visit([-5, Number.NaN, Number.POSITIVE_INFINITY, 1e300].map((age_ms) => item({ age_ms }))),
    )
    expect(facts.map((fact) => clock.now() - fact.at)).toEqual([0, 0, 0, 12 * HOUR])
  })

  it('peeks without moving anything', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const seen = await identity.peek(visit())
    expect(seen[0]).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
    expect((await identity.identify(visit()))[0]).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
    expect((await identity.peek(visit()))[0]).toMatchObject({ session_seq: 2, is_first_of_day: 0 })
  })

  it('answers with nothing that leads to the visitor', async () => {
    const { identity } = setUp('2026-11-23T10:00:00Z')
    const facts = await identity.identify(visit([item(), item({ type: 'vitals' })]))
    const keys = ['at', 'entry', 'is_first_of_day', 'is_first_on_path', 'session_gap_ms', 'session_id', 'session_seq']
    for (const fact of facts) expect(Object.keys(fact).sort()).toEqual([...keys, 'session_started_at'])
    expect(JSON.stringify(facts)).not.toMatch(/203\.0\.113|Canary/)
  })
})

describe('days', () => {
  it.each([
    ['Asia/Kathmandu', '2026-11-23T18:15:00Z'],
    ['Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z'],
    ['Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25T23:00:00Z'],
  ])(
    'a visit across midnight in %s at %s is one session, and one daily visitor per day',
    async (timezone, midnight) => {
      const { identity, clock } = setUp(midnight)
      clock.advance(-40 * MINUTE)
      const facts: ItemFacts[] = []
      for (let minutes = -40; minutes <= 80; minutes += 20) {
        facts.push(...(await identity.identify(visit([item()], { timezone }))))
        await identity.sweep()
        clock.advance(20 * MINUTE)
      }
      expect(new Set(facts.map((fact) => fact.session_id)).size).toBe(1)
      expect(facts.map((fact) => fact.session_seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect(facts.map((fact) => fact.is_first_of_day)).toEqual([1, 0, 1, 0, 0, 0, 0])
    },
  )

  it('does not know a visitor again who comes back on the next day', async () => {
    const { identity, clock } = setUp('2026-11-23T12:00:00Z')
    const [first] = await identity.identify(visit())
    clock.advance(24 * HOUR)
    const [second] = await identity.identify(visit())
    expect(second?.session_id).not.toBe(first?.session_id)
    expect(second?.is_first_of_day).toBe(1)
  })

  it('stays in the day it has begun when the clock goes back', async () => {
    const { identity, clock } = setUp('2026-11-24T00:00:01Z')
    const [first] = await identity.identify(visit())
    clock.advance(-2000)
    const [second] = await identity.identify(visit())
    expect(second).toMatchObject({
      session_id: first?.session_id,
      session_seq: 2,
      is_first_of_day: 0,
      session_gap_ms: 0,
    })
  })

  it('lets a new time zone count from the next day on', async () => {
    const { identity, clock } = setUp('2026-11-23T20:00:00Z')
    await identity.identify(visit())
    // In Tokyo it is the 24th already; the day under way still ends with the 23rd in UTC.
    const [same] = await identity.identify(visit([item()], { timezone: 'Asia/Tokyo' }))
    clock.set(Date.parse('2026-11-24T00:00:00Z'))
    const [next] = await identity.identify(visit([item()], { timezone: 'Asia/Tokyo' }))
    clock.set(Date.parse('2026-11-24T15:00:00Z'))
    const [after] = await identity.identify(visit([item()], { timezone: 'Asia/Tokyo' }))
    expect([same, next, after].map((fact) => fact?.is_first_of_day)).toEqual([0, 1, 1])
  })
})
