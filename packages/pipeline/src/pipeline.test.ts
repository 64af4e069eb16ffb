import { randomBytes } from 'node:crypto'
import { openIdentity } from '@lethe/identity'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { batchBody, singleBody } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import type { PipelinePorts } from './ports.ts'
import { STEPS } from './steps.ts'
import { setUpPipeline } from './testing/run-pipeline.ts'

const PAGE = { id: 'p', url: 'https://shop.example/a' }
let sent = 0
const items = (...types: readonly Record<string, unknown>[]) =>
  batchBody({
    pages: [PAGE],
    items: types.map((change) => ({ id: `i${++sent}`, page: 'p', type: 'pageview', age_ms: 0, ...change })),
  })

describe('collect', () => {
  it('stores one row per item, with the facts of session, page and visitor', async () => {
    const { collect, rows, counts } = setUpPipeline()
    const body = batchBody({
      release: '1.2.3',
      context: { language: 'de-AT', screen_class: 'xl', device_class: 'high' },
      pages: [
        {
          id: 'p',
          url: 'https://Shop.example/a?utm_source=google&utm_medium=cpc&q=x',
          referrer: 'https://www.google.de/',
          navigation_type: 'navigate',
        },
      ],
      items: [
        { id: '1', page: 'p', type: 'pageview', age_ms: 5_000 },
        { id: '2', page: 'p', type: 'vitals', age_ms: 0, lcp_ms: 1200, lcp_target: 'main>img#ann.hero' },
      ],
    })
    expect(await collect(body)).toEqual({
      site_id: 7,
      outcomes: ['accepted/accepted', 'accepted/accepted'],
      pageview_count: 1,
    })
    expect(counts).toEqual([[7, 'accepted/accepted', 2]])
    const at = Date.parse('2026-11-23T10:00:00Z') / 1000
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      site_id: 7,
      environment: 'production',
      type: 'pageview',
      at,
      session_started_at: at,
      session_seq: 1,
      is_first_on_path: 1,
      is_first_of_day: 1,
      weight: 1_000_000,
      retention_days: 365,
      hostname: 'shop.example',
      path: '/a',
      entry_path: '/a',
      navigation_type: 'navigate',
      release: '1.2.3',
      country: 'DE',
      language: 'de',
      browser: 'Firefox',
      browser_major: 140,
      engine: 'Gecko',
      os: 'Linux',
      device_type: 'desktop',
      screen_class: 'xl',
      device_class: 'high',
      source: 'Google',
      channel: 'Paid',
      utm_source: 'google',
      utm_medium: 'cpc',
      referrer: 'www.google.de/',
      referrer_hostname: 'www.google.de',
    })
    expect(rows[1]).toMatchObject({
      type: 'vitals',
      session_id: rows[0]?.session_id,
      session_seq: 0,
      session_gap_ms: 5_000,
      lcp_ms: 1200,
      lcp_target: 'main>img.hero',
    })
  })

  it.each([
    ['slow-2g', 'slow-2g'],
    ['4g', '4g'],
    ['wifi', ''],
    [4, ''],
  ])(
    'keeps the connection %j of either form as %j, as it was when the session began',
    async (sent, connection_type) => {
      for (const body of [batchBody({ context: { connection_type: sent } }), singleBody({ connection_type: sent })]) {
        const { collect, rows } = setUpPipeline()
        await collect(body)
        await collect(batchBody({ context: { connection_type: '2g' } }))
        expect(rows).toMatchObject([{ connection_type }, { connection_type }])
      }
    },
  )

  it('stores events and errors depersonalised', async () => {
    const { collect, rows } = setUpPipeline()
    await collect(
      items(
        {
          type: 'event',
          name: 'purchase',
          value: 19.99,
          currency: 'EUR',
          props: { to: 'ann@mail.example', plan: 'pro' },
        },
        {
          type: 'error',
          error_type: 'Type Error!',
          message: "no user 'Ann'",
          stack: 'at f (https://shop.example/a.js?u=ann:1:2)',
          is_handled: true,
          count: 3,
        },
      ),
    )
    expect(rows[0]).toMatchObject({
      event_name: 'purchase',
      event_value: '19.9900',
      currency: 'EUR',
      props: { to: '[email]', plan: 'pro' },
    })
    expect(rows[1]).toMatchObject({
      error_type: 'Error',
      error_message: 'no user [text]',
      error_frames: ['f shop.example/a.js:1:2'],
      is_handled: 1,
      error_count: 3,
      error_fingerprint: expect.any(Number),
    })
  })

  it('lets every row of a session carry the facts of its entry', async () => {
    const { collect, rows, clock } = setUpPipeline()
    await collect(singleBody({ url: 'https://shop.example/landing', referrer: 'https://news.example/x' }))
    clock.advance(60_000)
    await collect(singleBody({ url: 'https://shop.example/next', event_name: 'signup' }))
    expect(rows.map((row) => [row.path, row.entry_path, row.source, row.session_seq])).toEqual([
      ['/landing', '/landing', 'news.example', 1],
      ['/next', '/landing', 'news.example', 2],
    ])
  })

  it('reads a page that was seen before as it did the first time', async () => {
    const { collect, rows } = setUpPipeline()
    const page = { id: 'p', url: 'https://203.0.113.9/a', referrer: 'https://news.example/x' }
    const next = { id: 'q', url: 'https://shop.example/a', referrer: page.url }
    const inside = { id: 'r', url: 'https://www.shop.example/b', referrer: next.url }
    for (let round = 0; round < 2; round++) {
      for (const one of [page, next, inside]) {
        await collect(
          batchBody({ pages: [one], items: [{ id: `${one.id}${round}`, page: one.id, type: 'pageview', age_ms: 0 }] }),
        )
      }
    }
    const seen = rows.map(({ hostname, path }) => [hostname, path])
    expect(seen.slice(3)).toEqual(seen.slice(0, 3))
    expect(seen[0]).toEqual(['203.0.113.9', '/a'])
    expect(seen[2]).toEqual(['www.shop.example', '/b'])
  })

  it('never tells the address of a referrer, however often it came', async () => {
    const { preview, collect } = setUpPipeline()
    const view = (url: string, referrer: string) =>
      batchBody({ pages: [{ id: 'p', url, referrer }], items: [{ id: '1', page: 'p', type: 'pageview', age_ms: 0 }] })
    await collect(view('https://203.0.113.9/a', ''))
    const [next] = await preview(view('https://shop.example/', 'https://203.0.113.9/a'))
    expect(JSON.stringify(next?.row)).not.toContain('203.0.113.9')
  })

  it('gives each item that could not be read an outcome as well', async () => {
    const { collect, counts } = setUpPipeline()
    const result = await collect(items({}, { type: 'nonsense' }, { page: 'nowhere' }))
    expect(result.outcomes).toEqual(['accepted/accepted', 'invalid/malformed', 'invalid/malformed'])
    expect(counts).toEqual([
      [7, 'accepted/accepted', 1],
      [7, 'invalid/malformed', 2],
    ])
  })

  it('answers unknown versions and unknown sites with outcomes', async () => {
    expect((await setUpPipeline().collect({ ...items({}, {}), v: 9 })).outcomes).toEqual(
      new Array(2).fill('invalid/unsupported_version'),
    )
    const { collect, counts } = setUpPipeline({ site: null })
    expect(await collect(items({}, { type: 'x' }))).toEqual({
      site_id: 0,
      outcomes: new Array(2).fill('invalid/unknown_site'),
      pageview_count: 0,
    })
    expect(counts).toEqual([[0, 'invalid/unknown_site', 2]])
  })

  it('moves no session when there is no room', async () => {
    let hasRoom = false
    const { collect, rows } = setUpPipeline({ ports: { reserve: () => hasRoom } })
    expect((await collect(items({}))).outcomes).toEqual(['failed/spool_full'])
    hasRoom = true
    await collect(items({}))
    expect(rows).toMatchObject([{ session_seq: 1, is_first_of_day: 1 }])
  })

  it('keeps room while it identifies, so that of two beacons at once one is refused before its session moves', async () => {
    const identified: string[] = []
    const room = { left: 1 }
    const reserve = (count: number) => {
      const isEnough = room.left >= count
      if (isEnough) room.left -= count
      return isEnough
    }
    const release = (count: number) => {
      room.left += count
    }
    const leftWhileWriting: number[] = []
    const { collect } = setUpPipeline({
      ports: { reserve, release, append: async () => void leftWhileWriting.push(room.left) },
      steps: STEPS.map((step) =>
        step.name === 'putSession'
          ? async (passage) => {
              identified.push(passage.request.ip)
              await step(passage)
            }
          : step,
      ),
    })
    const results = await Promise.all([collect(items({})), collect(items({}))])
    expect(results.flatMap(({ outcomes }) => outcomes).sort()).toEqual(['accepted/accepted', 'failed/spool_full'])
    expect(identified).toHaveLength(1)
    expect([leftWhileWriting, room.left]).toEqual([[0], 1])
  })

  it('moves no session for what is filtered', async () => {
    const { collect, rows } = setUpPipeline()
    await collect(items({}), { is_gpc: true })
    await collect(batchBody({ pages: [{ id: 'page-1', url: 'about:blank' }] }))
    await collect(items({}))
    expect(rows).toMatchObject([{ session_seq: 1, is_first_of_day: 1 }])
  })

  it('counts a fault of ours as failed, and reports it once', async () => {
    const fault = new Error('a fault')
    const broken = setUpPipeline({
      ports: {
        countryOf: () => {
          throw fault
        },
      },
    })
    expect((await broken.collect(items({}, {}))).outcomes).toEqual(['failed/internal', 'failed/internal'])
    expect(broken.faults).toEqual([fault])
    const full = setUpPipeline({ ports: { append: () => Promise.reject(new Error('planned')) } })
    expect((await full.collect(items({}))).outcomes).toEqual(['failed/spool_full'])
  })

  it('calls it a fault when an item reaches the end without a row', async () => {
    const forgetful = setUpPipeline({ steps: STEPS.filter((step) => step.name !== 'putRows') })
    expect((await forgetful.collect(items({}))).outcomes).toEqual(['failed/internal'])
    expect(forgetful.rows).toEqual([])
  })

  it('gives an item one outcome only', async () => {
    const twice = setUpPipeline({
      steps: [...STEPS.slice(0, 1), (passage) => passage.dropAll('filtered/bot'), ...STEPS.slice(1)],
    })
    expect((await twice.collect(items({}), { is_gpc: true })).outcomes).toEqual(['filtered/bot'])
    expect(twice.counts).toEqual([[7, 'filtered/bot', 1]])
  })
})

describe('scrubs', () => {
  const scrubs = () => {
    const counted: [number, string, number][] = []
    const countScrub: PipelinePorts['countScrub'] = (site, { type, position }, count) =>
      counted.push([site, `${type} in ${position}`, count])
    return { counted, ...setUpPipeline({ ports: { countScrub } }) }
  }
  const beacon = (id: string) =>
    batchBody({
      release: 'of ann@mail.example',
      pages: [{ id: 'p', url: 'https://shop.example/u/ann@mail.example/203.0.113.7?utm_term=bob@mail.example' }],
      items: [
        { id: `${id}1`, page: 'p', type: 'pageview', age_ms: 0 },
        {
          id: `${id}2`,
          page: 'p',
          type: 'event',
          age_ms: 0,
          name: 'e',
          props: { a: 'ann@mail.example', b: '203.0.113.7' },
        },
      ],
    })

  it('are counted once per value that is stored, by type and place', async () => {
    const { collect, counted } = scrubs()
    await collect(beacon('a'))
    const once = [
      [7, 'email in release', 1],
      [7, 'email in path', 1],
      [7, 'ip in path', 1],
      [7, 'email in utm', 1],
      [7, 'email in prop_value', 1],
      [7, 'ip in prop_value', 1],
    ]
    expect(counted).toEqual(once)
    await collect(beacon('a'))
    expect(counted).toEqual(once)
    await collect(beacon('b'), { is_gpc: true })
    expect(counted).toEqual(once)
  })

  it('are told beside the row in a preview, and not counted', async () => {
    const { preview, counted } = scrubs()
    const [view, event] = await preview(beacon('a'))
    const shared = [
      { type: 'email', reason: 'plain', position: 'release' },
      { type: 'email', reason: 'plain', position: 'path' },
      { type: 'ip', reason: 'plain', position: 'path' },
      { type: 'email', reason: 'plain', position: 'utm' },
    ]
    expect(view?.scrubs).toEqual(shared)
    expect(event?.scrubs).toEqual([
      ...shared,
      { type: 'email', reason: 'plain', position: 'prop_value' },
      { type: 'ip', reason: 'plain', position: 'prop_value' },
    ])
    expect(counted).toEqual([])
  })
})

describe('preview', () => {
  it('shows what would be stored and changes nothing', async () => {
    const { preview, collect, rows, counts } = setUpPipeline({ ports: { reserve: () => true } })
    const shown = await preview(items({}, { type: 'nonsense' }))
    expect(shown).toMatchObject([
      { type: 'pageview', outcome: 'accepted/accepted', row: { path: '/a', session_seq: 1 } },
      { type: null, outcome: 'invalid/malformed', row: null },
    ])
    expect([rows, counts]).toEqual([[], []])
    await collect(items({}))
    expect(rows).toMatchObject([{ session_seq: 1, is_first_of_day: 1 }])
  })

  it('tells nothing of a visit from the same address and browser', async () => {
    const { preview, collect } = setUpPipeline()
    const shown = async () => (await preview(items({}))).map(({ row }) => ({ ...row, session_id: 'random' }))
    const before = await shown()
    await collect(items({}))
    expect(await shown()).toEqual(before)
  })

  it('shows what would be dropped, without a row', async () => {
    const { preview } = setUpPipeline()
    expect(await preview(items({}), { user_agent: 'curl/8.5' })).toEqual([
      { type: 'pageview', outcome: 'filtered/bot', row: null, scrubs: [] },
    ])
  })
})

describe('sampling', () => {
  it('keeps whole sessions, with the weight of those that are left out', async () => {
    const { collect, rows, counts } = setUpPipeline({ site: { sampling: 25 } })
    for (let visitor = 0; visitor < 400; visitor++)
      await collect(items({}, { type: 'event', name: 'e' }, { type: 'vitals', lcp_ms: 1 }), {
        ip: `10.0.${visitor >> 8}.${visitor & 255}`,
      })
    const perSession = new Map<unknown, number>()
    for (const row of rows) perSession.set(row.session_id, (perSession.get(row.session_id) ?? 0) + 1)
    expect(new Set(perSession.values())).toEqual(new Set([3]))
    expect(rows.every((row) => row.weight === 4_000_000)).toBe(true)
    // 400 sessions at 25 %: six standard deviations around 100.
    expect(Math.abs(perSession.size - 100)).toBeLessThan(52)
    const dropped = counts
      .filter(([, outcome]) => outcome === 'filtered/sampled_out')
      .reduce((sum, [, , n]) => sum + n, 0)
    expect(dropped + rows.length).toBe(1_200)
  })

  it('is settled when a session begins, whatever becomes of the setting', async () => {
    const options = { site: { sampling: 100 } }
    const { collect, rows } = setUpPipeline(options)
    const view = (visitor: number) => collect(items({}), { ip: `10.0.0.${visitor}` })
    for (let visitor = 0; visitor < 50; visitor++) await view(visitor)
    options.site.sampling = 10
    for (let visitor = 0; visitor < 50; visitor++) await view(visitor)
    expect(rows).toHaveLength(100)
    expect(rows.every((row) => row.weight === 1_000_000)).toBe(true)
  })

  it('keeps every item without a session, as itself', async () => {
    const { collect, rows } = setUpPipeline({ site: { sampling: 1 } })
    await collect(items({ type: 'vitals', lcp_ms: 1 }))
    expect(rows).toMatchObject([{ weight: 1_000_000, session_seq: 0 }])
  })
})

describe('canaries', () => {
  it('never reach a row', async () => {
    const { collect, rows, preview, clock } = setUpPipeline()
    const ip = '198.51.100.77'
    const user_agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Canary'
    const secret = 'https://shop.example/p?canaryquery=1&mail=canary@mail.example#canaryfragment'
    const text = `see ${secret} from ${ip} by canary@mail.example`
    const bodies = [
      batchBody({
        release: text,
        context: { language: 'canaryquery', screen_class: 'lg' },
        pages: [
          {
            id: 'p',
            url: `${secret}&utm_source=canary%40mail.example&utm_term=${ip}`,
            referrer: secret.replace('shop', 'other'),
          },
        ],
        items: [
          { id: '1', page: 'p', type: 'pageview', age_ms: 0 },
          {
            id: '2',
            page: 'p',
            type: 'event',
            age_ms: 0,
            name: 'e',
            props: { text, 'canary@mail.example': 'x', url: secret },
          },
          {
            id: '3',
            page: 'p',
            type: 'error',
            age_ms: 0,
            error_type: text,
            message: text,
            filename: secret,
            stack: `canary@mail.example\n at f (${secret}:1:2)\ng@${secret}:1:2`,
          },
          {
            id: '4',
            page: 'p',
            type: 'error',
            age_ms: 0,
            message: `'${secret}'`,
            filename: secret,
            line: 1,
            column: 1,
          },
          {
            id: '5',
            page: 'p',
            type: 'vitals',
            age_ms: 0,
            lcp_ms: 1,
            lcp_target: `a[href="${secret}"]#canaryfragment`,
            lcp_resource_host: secret,
            inp_script_path: `/x?canaryquery=1`,
            inp_script_host: ip.replaceAll('.', '@'),
          },
        ],
      }),
      singleBody({
        url: secret,
        referrer: secret.replace('shop', 'other'),
        user_agent,
        utm_campaign: 'canary%40mail.example',
        ip,
        session_id: ip,
      }),
      singleBody({ event_name: 'Error', url: secret, user_agent, message: text, filename: secret }),
    ]
    for (const body of bodies) {
      await collect(body, { ip, user_agent })
      clock.advance(1_000)
    }
    const echo = await Promise.all(bodies.map((body) => preview(body, { ip, user_agent })))
    expect(rows).toHaveLength(7)
    expect(JSON.stringify([rows, echo])).not.toMatch(/canary|198\.51\.100|rv:140/i)
  })
})

it('items that would begin one session too many are limited, and not a fault', async () => {
  const room = { sessions: 1, sessions_of_scope: 1, visitors_of_scope: 9, entry_bytes: 1e6 }
  const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: Date.now, room }), randomBytes })
  const { collect, faults, rows } = setUpPipeline({ ports: { identity } })
  expect((await collect(items({}), { ip: '203.0.113.1' })).outcomes).toEqual(['accepted/accepted'])
  expect((await collect(items({}), { ip: '203.0.113.2' })).outcomes).toEqual(['limited/cardinality'])
  expect((await collect(items({}), { ip: '203.0.113.1' })).outcomes).toEqual(['accepted/accepted'])
  expect([faults, rows.length]).toEqual([[], 2])
})
