import { AppError, LIMITS } from '@lethe/catalogue'
import { batchBody, singleBody, TEST_CLIENT_KEY } from '@lethe/testkit'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBeacon } from './parse-beacon.ts'

const parse = (body: unknown) => parseBeacon(JSON.stringify(body))
const batch = (items: readonly unknown[]) => parse({ ...batchBody(), items })
const item = (change: object) => ({ id: 'i', page: 'page-1', type: 'pageview', age_ms: 0, ...change })

function refusal(body: string): string {
  try {
    parseBeacon(body)
    return 'taken'
  } catch (error) {
    return error instanceof AppError ? error.code : `threw ${error}`
  }
}

describe('parseBeacon', () => {
  it.each([
    ['', 'invalid_request'],
    ['{', 'invalid_request'],
    ['[]', 'invalid_request'],
    ['null', 'invalid_request'],
    ['"text"', 'invalid_request'],
    ['{}', 'invalid_request'],
    ['{"client_key":5}', 'invalid_request'],
    ['{"client_key":""}', 'invalid_request'],
    [`{"client_key":"a","x":"${'y'.repeat(LIMITS.body_bytes)}"}`, 'payload_too_large'],
    [`{"client_key":"a","x":"${'€'.repeat(6_000)}"}`, 'payload_too_large'],
    ['{"client_key":"a"}', 'taken'],
    [`{"client_key":"a","event_name":${'['.repeat(8_000)}${']'.repeat(8_000)}}`, 'taken'],
  ])('%.60s: %s', (body, code) => {
    expect(refusal(body)).toBe(code)
  })

  it('reads the batch form by the catalogue', () => {
    const beacon = parse({
      ...batchBody({
        environment: 'staging',
        release: '1.2.3',
        context: { language: 'de-DE', screen_class: 'huge', device_class: 'mid', is_gpc: true, session_id: 'x' },
        pages: [
          { id: 'p', url: 'https://s.example/', referrer: 'https://r.example/', navigation_type: 'reload' },
          { id: 'q', url: 'https://s.example/q', navigation_type: 'teleport' },
        ],
      }),
      items: [
        {
          id: '1',
          page: 'p',
          type: 'vitals',
          age_ms: 12.4,
          lcp_ms: 1234.6,
          cls_e4: 0,
          inp_ms: -1,
          ttfb_ms: '9',
          fcp_ms: 1e9,
        },
        { id: '2', page: 'q', type: 'engagement', age_ms: -5, engaged_ms: 1e12, lcp_ms: 5 },
      ],
    })
    expect(beacon).toMatchObject({
      form: 'batch',
      version: 1,
      environment: 'staging',
      release: '1.2.3',
      malformed_count: 0,
    })
    expect(beacon.context).toEqual({ language: 'de-DE', device_class: 'mid' })
    expect(beacon.signals).toEqual({ is_automated: false, is_prerendering: false, is_gpc: true, is_dnt: false })
    expect(beacon.pages.map((page) => page.values)).toEqual([{ navigation_type: 'reload' }, {}])
    expect(beacon.items.map(({ age_ms, values }) => ({ age_ms, values }))).toEqual([
      { age_ms: 12, values: { lcp_ms: 1235, cls_e4: 0, fcp_ms: 60_000 } },
      { age_ms: 0, values: { engaged_ms: 1_800_000 } },
    ])
  })

  it('reads events and errors', () => {
    const beacon = batch([
      item({
        type: 'event',
        name: 'purchase',
        value: -9.5,
        currency: 'EUR',
        props: { plan: 'pro', n: 2, ok: true, deep: {} },
      }),
      item({ type: 'event', name: 'outbound', is_automatic: true, value: '5', currency: 'euro' }),
      item({
        type: 'error',
        error_type: 'TypeError',
        message: 'a\u0000b',
        stack: 'x\ny',
        line: 3,
        column: 4,
        is_handled: true,
        count: 0,
      }),
    ])
    expect(beacon.items.map((one) => one.event ?? one.error)).toEqual([
      {
        name: 'purchase',
        value: -9.5,
        currency: 'EUR',
        props: { plan: 'pro', n: '2', ok: 'true' },
        is_automatic: false,
      },
      { name: 'outbound', value: null, currency: '', props: {}, is_automatic: true },
      { type: 'TypeError', message: 'ab', stack: 'x\ny', filename: '', line: 3, column: 4, is_handled: true, count: 1 },
    ])
  })

  it('loses only the items that have a fault', () => {
    const faulty = [
      null,
      5,
      'x',
      [],
      {},
      item({ page: 'nowhere' }),
      item({ type: 'hack' }),
      item({ type: ['pageview'] }),
    ]
    const beacon = batch([...faulty, item({ type: 'event', name: '1bad' }), item({ type: 'event' }), item({})])
    expect(beacon.items).toHaveLength(1)
    expect(beacon.malformed_count).toBe(10)
  })

  it('takes 50 items and counts the rest', () => {
    const beacon = batch(new Array(60).fill(item({})))
    expect([beacon.items.length, beacon.malformed_count]).toEqual([50, 10])
  })

  it.each([{ items: undefined }, { items: {} }, { items: [] }, { pages: 'x' }, { pages: [null, { id: 'page-1' }] }])(
    'counts one fault in a beacon without items: %j',
    (change) => {
      expect(parse({ ...batchBody(), ...change })).toMatchObject({ items: [], malformed_count: 1 })
    },
  )

  it.each([2, 0, '1', null, {}])('reads nothing of version %j', (v) => {
    const beacon = parse({ ...batchBody(), v })
    expect(beacon).toMatchObject({ items: [], malformed_count: 1 })
    expect(beacon.version).not.toBe(1)
  })

  it('bounds texts and strips control, bidi and broken characters', () => {
    const [page] = parse(singleBody({ url: `https://s.example/\u202ea\u0007b\ud800c/${'x'.repeat(5_000)}` })).pages
    expect(page?.url.slice(0, 22)).toBe('https://s.example/abc/')
    expect(page?.url.length).toBeLessThanOrEqual(LIMITS.url_chars)
  })

  it('is not polluted by keys of prototypes', () => {
    const body = JSON.stringify(batchBody()).replace('"context":{', '"context":{"__proto__":{"is_gpc":true},')
    expect(parseBeacon(body).signals.is_gpc).toBe(false)
    const props = '{"__proto__":{"x":1},"constructor":"c","__proto__":"p"}'
    const event = `{"id":"i","page":"page-1","type":"event","name":"e","age_ms":0,"props":${props}}`
    const beacon = parseBeacon(JSON.stringify(batchBody()).replace(/"items":\[.*\]/, `"items":[${event}]`))
    expect(Object.keys(beacon.items[0]?.event?.props ?? {})).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('the single form', () => {
  it('reads a pageview with its load phases as vitals, zeroes kept', () => {
    const phases = {
      page_load_dns: 0,
      page_load_ssl: 3,
      page_load_ttfb: 12.6,
      page_load_total: null,
      page_load_transfer_size: 512,
    }
    const beacon = parse(
      singleBody({ ...phases, utm_source: 'news%20letter', utm_medium: '%zz', referrer: 'https://r.example/' }),
    )
    expect(beacon).toMatchObject({
      form: 'single',
      client_key: TEST_CLIENT_KEY,
      environment: 'production',
      malformed_count: 0,
    })
    expect(beacon.items.map((one) => [one.type, one.values])).toEqual([
      ['pageview', {}],
      ['vitals', { page_load_dns_ms: 0, page_load_tls_ms: 3, page_load_ttfb_ms: 13, page_load_transfer_bytes: 512 }],
    ])
    expect(beacon.pages[0]).toMatchObject({
      utm: { utm_source: 'news letter', utm_medium: '%zz' },
      referrer: 'https://r.example/',
    })
    expect(beacon.context).toEqual({ language: 'en-US', screen_class: 'lg' })
  })

  it.each([
    [{ web_vital_lcp: 1200.4 }, { lcp_ms: 1200 }],
    [{ web_vital_fid: 0 }, { fid_ms: 0 }],
    [{ web_vital_cls: 0.1234 }, { cls_e4: 1234 }],
    [{ web_vital_cls: 0 }, { cls_e4: 0 }],
  ])('reads the vital %j', (fields, values) => {
    expect(parse(singleBody({ event_name: 'WebVital', ...fields })).items).toMatchObject([{ type: 'vitals', values }])
  })

  it('reads errors and custom events', () => {
    const error = { error_type: 'TypeError', message: 'boom', filename: 'https://s.example/a.js', lineno: 3, colno: 9 }
    expect(parse(singleBody({ event_name: 'Error', ...error })).items).toMatchObject([
      { type: 'error', error: { type: 'TypeError', message: 'boom', line: 3, column: 9, is_handled: false, count: 1 } },
    ])
    expect(parse(singleBody({ event_name: 'signup', value: 5, plan: 'pro', site_id: 9 })).items).toMatchObject([
      { type: 'event', event: { name: 'signup', value: 5, props: {}, is_automatic: false }, values: {} },
    ])
  })

  it.each([
    { event_name: undefined },
    { event_name: 7 },
    { event_name: '' },
    { event_name: 'a b' },
    { url: undefined },
    { url: 4 },
    { event_name: 'WebVital' },
  ])('counts %j as malformed', (change) => {
    expect(parse(singleBody(change))).toMatchObject({ items: [], malformed_count: 1 })
  })

  it.each([
    [575, 'xs'],
    [576, 'sm'],
    [1023, 'md'],
    [1024, 'lg'],
    [1440, 'xl'],
    [0, 'xs'],
  ])('a window of %d px is %s', (screen_width, screen_class) => {
    expect(parse(singleBody({ screen_width })).context.screen_class).toBe(screen_class)
  })
})

describe('whatever is sent', () => {
  const isAnswered = (body: string): void => {
    expect(refusal(body)).toMatch(/^(taken|invalid_request|payload_too_large)$/)
  }
  const real = fc.constantFrom(
    JSON.stringify(batchBody()),
    JSON.stringify({
      ...batchBody(),
      items: [item({ type: 'event', name: 'e', props: { a: 1 } }), item({ type: 'error', stack: 'x' })],
    }),
    JSON.stringify(singleBody({ web_vital_cls: 0.1, event_name: 'WebVital' })),
  )

  it('is a beacon or a refusal, for texts and bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isAnswered))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isAnswered(Buffer.from(bytes).toString('utf8'))),
    )
  })

  it('is a beacon or a refusal, for real beacons with a piece replaced', () => {
    const edit = fc.tuple(
      real,
      fc.nat(),
      fc.nat({ max: 20 }),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 10 }), fc.json()),
    )
    fc.assert(
      fc.property(edit, ([body, at, length, piece]) => {
        const start = at % body.length
        isAnswered(body.slice(0, start) + piece + body.slice(start + length))
      }),
      { numRuns: 500 },
    )
  })

  it.each(['203.0.113.7', 'x.203.0.113.7', '4f2b8c1e9a7d4e5f8b6c1d2e3f4a5b6c'])(
    'takes %s for no environment',
    (name) => {
      expect(parse({ ...singleBody({}), environment: name }).environment).toBe('production')
    },
  )

  it('is a beacon or a refusal, for any JSON in any field', () => {
    const field = fc.constantFrom(
      'v',
      'context',
      'pages',
      'items',
      'environment',
      'release',
      'event_name',
      'url',
      'referrer',
      'props',
      'screen_width',
    )
    fc.assert(
      fc.property(real, field, fc.jsonValue({ maxDepth: 6 }), (body, name, value) =>
        isAnswered(JSON.stringify({ ...JSON.parse(body), [name]: value })),
      ),
      { numRuns: 500 },
    )
  })
})
