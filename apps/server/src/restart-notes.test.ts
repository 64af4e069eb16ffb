import { ANNOTATIONS, type Annotation, type Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRestartNotes } from './restart-notes.ts'
import { makeSite, openTestInstance, type TestInstance } from './testing/test-instance.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let test: TestInstance
let cookie: string
let site: Site

beforeEach(async () => {
  test = await openTestInstance({ demo: false })
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
})
afterEach(() => test.close())

const visit = (of: Pick<Site, 'client_key'> = site, environment = 'production') =>
  test.send(batchBody({ client_key: of.client_key, environment }))
/** The process ends, and starts again `after` ms. */
const restart = async (after: number) => {
  await test.instance.ingest.flush()
  test.clock.advance(after)
  await test.restart()
}
const list = async (of: Pick<Site, 'key'> = site) => {
  await test.instance.notes.settled()
  const { id = 0 } = test.instance.sites.byKey(of.key) ?? {}
  return test.instance.control.annotations.list(id, { start: 0, end: Number.MAX_SAFE_INTEGER, limit: 10 })
}
const asked = async (range = '') =>
  (await test.ask<{ data: Annotation[] }>(`GET /api/sites/${site.key}/annotations${range}`, { cookie })).json.data
const minuteOf = (at: number) => Math.floor(at / MINUTE) * MINUTE
const isoOf = (minute: number) => new Date(minute * MINUTE).toISOString()

describe('a restart', () => {
  it('is noted at the minute of the start, once for all environments and visitors', async () => {
    await visit()
    await visit(site, 'staging')
    await restart(10 * MINUTE)
    const startedAt = test.clock.now()
    expect(await list(), 'nobody came yet').toEqual([])
    test.clock.advance(3 * MINUTE)
    for (const environment of ['production', 'staging', 'production']) await visit(site, environment)
    expect(await list()).toMatchObject([{ at: minuteOf(startedAt), kind: 'sessions_split' }])
  })

  it('is noted when it took seconds, although times are kept to the minute', async () => {
    await visit()
    await restart(2_000)
    await visit()
    expect(await list()).toHaveLength(1)
  })

  it('is noted each time that visitors are forgotten', async () => {
    for (const after of [MINUTE, 2 * MINUTE]) {
      await visit()
      await restart(after)
    }
    await visit()
    expect((await list()).map(({ at }) => at)).toEqual([
      minuteOf(test.clock.now()),
      minuteOf(test.clock.now() - 2 * MINUTE),
    ])
  })

  it('is noted hours later too: the day counts its visitors again', async () => {
    await visit()
    await restart(5 * HOUR)
    await visit()
    expect(await list()).toHaveLength(1)
  })

  it('around midnight splits what was open: 29 minutes before, not 31', async () => {
    const late = await test.instance.sites.create({ name: 'Late' })
    test.clock.set(Date.parse('2026-03-10T23:43:00Z'))
    await visit()
    test.clock.set(Date.parse('2026-03-10T23:45:00Z'))
    await visit(late)
    test.clock.set(Date.parse('2026-03-11T00:10:00Z'))
    await restart(4 * MINUTE)
    await visit()
    await visit(late)
    expect(await list(late)).toHaveLength(1)
    expect(await list()).toEqual([])
  })
})

describe('a memory outside of the process', () => {
  it('was lost after the last visit; an environment that was silent before that tells nothing new', async () => {
    const startedAt = test.clock.now()
    for (const environment of ['production', 'staging']) {
      test.clock.advance(10 * MINUTE)
      await visit(site, environment)
    }
    const lastVisit = test.clock.now()
    await test.instance.ingest.flush()
    test.clock.advance(20 * MINUTE)
    const { control, events, sites } = test.instance
    const notes = openRestartNotes({
      ...{ control, events, sites, now: test.clock.now, lostAt: () => startedAt },
      // All that is stored is of this process.
      batches: { first: 0n, last: 2n ** 64n - 1n },
      logger: { warn: (said: object) => expect.unreachable(JSON.stringify(said)) },
    })
    const { id: site_id = 0 } = sites.byKey(site.key) ?? {}
    const day = { starts_at: Date.parse('2026-03-10'), ends_at: Date.parse('2026-03-11') }
    for (const environment of ['staging', 'production']) notes.onFreshDay({ site_id, environment }, day)
    await notes.settled()
    expect((await list()).map(({ at }) => at)).toEqual([minuteOf(lastVisit)])
  })
})

describe('no note', () => {
  it('comes from a first visit ever, to a new process or an old one', async () => {
    await visit()
    await restart(MINUTE)
    const young = await test.instance.sites.create({ name: 'Young' })
    await visit(young)
    await visit(site, 'brand-new')
    expect(await list(young)).toEqual([])
    expect(await list(), 'another environment of the site was never in memory').toEqual([])
  })

  it('comes from a night without visitors, with or without a restart', async () => {
    await visit()
    test.clock.advance(20 * HOUR)
    await visit()
    expect(await list()).toEqual([])
    await restart(24 * HOUR)
    await visit()
    expect(await list()).toEqual([])
  })

  it('comes from items that open no session', async () => {
    const engagement = { id: 'e', page: 'page-1', type: 'engagement', age_ms: 0, engagement_ms: 900 } as const
    const outbound = {
      id: 'o',
      page: 'page-1',
      type: 'event',
      age_ms: 0,
      name: 'outbound',
      is_automatic: true,
    } as const
    const { status } = await test.send(batchBody({ client_key: site.client_key, items: [engagement, outbound] }))
    expect(status).toBe(202)
    await restart(MINUTE)
    await visit()
    expect(await list()).toEqual([])
  })

  it('comes to the seeded site, whose visits were never in this memory', async () => {
    await visit()
    await test.instance.control.meta.set('seeded_site_key', site.key)
    await restart(MINUTE)
    await visit()
    expect(await list()).toEqual([])
  })
})

describe('GET /api/sites/:key/annotations', () => {
  const add = (minute: number) =>
    test.instance.control.annotations.add({
      site_id: test.instance.sites.byKey(site.key)?.id ?? 0,
      at: minute * MINUTE,
      kind: 'sessions_split',
    })
  it('says what happened and what it means', async () => {
    await add(1)
    expect(await asked()).toEqual([{ at: isoOf(1), kind: 'sessions_split', ...ANNOTATIONS.sessions_split }])
  })

  it('answers for a range, end exclusive', async () => {
    for (const minute of [1, 2, 3]) await add(minute)
    expect((await asked(`?start=${isoOf(2)}&end=${isoOf(3)}`)).map(({ at }) => at)).toEqual([isoOf(2)])
  })

  it('answers with the newest 200', async () => {
    for (let minute = 1; minute <= 201; minute++) await add(minute)
    const all = await asked()
    expect([all.length, all[0]?.at, all.at(-1)?.at]).toEqual([200, isoOf(201), isoOf(2)])
  })

  it('is for accounts, and refuses what it cannot read', async () => {
    const path = `GET /api/sites/${site.key}/annotations`
    expect((await test.ask(path)).json).toMatchObject({ code: 'unauthenticated' })
    expect((await test.ask(`${path}?start=yesterday`, { cookie })).json).toMatchObject({ code: 'invalid_request' })
    expect((await test.ask('GET /api/sites/none/annotations', { cookie })).json).toMatchObject({ code: 'not_found' })
    const { json } = await test.ask<{ paths: object }>('GET /api/openapi.json')
    expect(json.paths).toHaveProperty(['/api/sites/{key}/annotations'])
  })
})
