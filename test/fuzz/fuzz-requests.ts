import { AppError, ERROR_CODES, LIMITS } from '@lethe/catalogue'
import { parseBeacon } from '@lethe/pipeline'
import { batchBody, type SeededRandom, singleBody } from '@lethe/testkit'
import { PERSON_USER_AGENT } from '../browsers.ts'

/** Bytes for one connection, and what must come of them. */
export interface FuzzRequest {
  readonly kind: string
  readonly bytes: Buffer
  /** One for each request in `bytes`, in order: the statuses that are right. */
  readonly answers: readonly (readonly number[])[]
  /** Items that a `202` at this place accounts for. */
  readonly items: readonly number[]
  /** The sender says no more after this. */
  readonly half_close?: boolean
}

interface Sent {
  readonly bytes: Buffer
  readonly statuses: readonly number[]
  readonly items: number
}

const PATH = '/api/rum/events'
const MALFORMED = ERROR_CODES.invalid_request.status

/** Requests without end, the same for the same seed: real beacons, more or less broken. */
export function openFuzzRequests(client_key: string, random: SeededRandom): { next(): FuzzRequest } {
  const mutate = openMutations(client_key, random)
  const body = () => random.weighted(mutate)()
  const one = (kind: string, { bytes, statuses, items }: Sent): FuzzRequest => ({
    kind,
    bytes,
    answers: [statuses],
    items: [items],
  })
  const kinds: readonly (readonly [() => FuzzRequest, number])[] = [
    [() => one('body', requestOf(body())), 80],
    [() => one('headers', requestOf(body(), oddHeaders(random))), 8],
    [() => pipelined(Array.from({ length: 2 + random.below(5) }, () => requestOf(body()))), 6],
    [() => ({ ...one('cut off', cutOff(requestOf(body()), random)), half_close: true }), 3],
    [() => one('no HTTP', noHttp(random)), 3],
  ]
  return { next: () => random.weighted(kinds)() }
}

type Mutation = readonly [() => Buffer, number]

function openMutations(client_key: string, random: SeededRandom): Mutation[] {
  const page = { id: 'p', url: 'https://shop.example/basket?utm_source=letter', referrer: 'https://search.example/' }
  const item = (type: string, more: object = {}) => ({
    id: `fuzz-${random.below(1e9)}`,
    page: 'p',
    type,
    age_ms: 5,
    ...more,
  })
  const batch = (items: readonly object[]) => ({ ...batchBody({ client_key, pages: [page] }), items })
  const reals: (() => object)[] = [
    () => batch([item('pageview')]),
    () => batch([item('event', { name: 'order', value: 9.5, currency: 'EUR', props: { plan: 'pro', size: 3 } })]),
    () =>
      batch([
        item('vitals', { lcp_ms: 1200, cls_e4: 12, lcp_target: 'main>img.hero' }),
        item('engagement', { engaged_ms: 900 }),
      ]),
    () =>
      batch([
        item('error', {
          error_type: 'TypeError',
          message: 'x is undefined',
          stack: 'at f (a.js:1:2)',
          line: 1,
          column: 2,
        }),
      ]),
    () => ({ ...singleBody({ client_key, page_load_ttfb: 12, utm_source: 'letter' }) }),
    () => ({ ...singleBody({ client_key, event_name: 'WebVital', web_vital_lcp: 900 }) }),
    () => ({ ...singleBody({ client_key, event_name: 'Error', message: 'boom', error_type: 'Error' }) }),
  ]
  const real = () => JSON.stringify(random.pick(reals)())
  return [
    [() => Buffer.from(real()), 20],
    [() => Buffer.from(JSON.stringify(withValueReplaced(JSON.parse(real()), random))), 40],
    [() => withBytesReplaced(Buffer.from(real()), random), 25],
    [() => Buffer.from(random.bytes(random.below(300))), 8],
    [() => Buffer.from(real().padEnd(LIMITS.body_bytes - 2 + random.below(5))), 3],
    [() => Buffer.from(real().repeat(1 + random.below(3))), 4],
  ]
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

const VALUES: readonly Json[] = [
  ...[null, true, '', '\u0000', '\ud800', '\u202e', '__proto__', '-1', "'; DROP TABLE events", '<script>'],
  ...[0, -1, 1e308, 5e-324, 2 ** 53, -0.5],
  ...[[], {}, [[[[[]]]]], { a: { b: { c: { d: 1 } } } }, 'x'.repeat(3_000), 'https://[::1]:99999/%zz', '198.51.100.7'],
]

/** Somewhere in the tree stands something else. */
function withValueReplaced(tree: Json, random: SeededRandom): Json {
  const isLeaf = tree === null || typeof tree !== 'object' || Object.keys(tree).length === 0
  if (isLeaf || random.chance(0.1)) return random.pick(VALUES)
  if (Array.isArray(tree)) {
    const at = random.below(tree.length)
    if (random.chance(0.2)) return [...tree, ...Array.from({ length: random.below(70) }, () => tree[at] as Json)]
    return tree.map((each, index) => (index === at ? withValueReplaced(each, random) : each))
  }
  const key = random.pick(Object.keys(tree))
  if (random.chance(0.15)) return Object.fromEntries(Object.entries(tree).filter(([name]) => name !== key))
  return { ...tree, [key]: withValueReplaced(tree[key] as Json, random) }
}

function withBytesReplaced(bytes: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length)
  const piece = Buffer.from(random.bytes(random.below(8)))
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + random.below(12))])
}

interface OddHeaders {
  readonly lines: readonly string[]
  /** What they alone are answered; null when the body decides. */
  readonly status: number | null
}

function oddHeaders(random: SeededRandom): OddHeaders {
  const { unsupported_media_type, invalid_request } = ERROR_CODES
  return random.pick<OddHeaders>([
    { lines: ['content-encoding: gzip'], status: unsupported_media_type.status },
    { lines: ['content-type: image/png'], status: unsupported_media_type.status },
    { lines: ['content-type: application/json; charset=utf-7'], status: null },
    { lines: Array.from({ length: 120 }, (_, at) => `x-${at}: 1`), status: invalid_request.status },
    { lines: [`x-long: ${'y'.repeat(20_000)}`], status: 431 },
    { lines: ['x-forwarded-for: 999.1.1.1, , ::::, "unknown"'], status: null },
    { lines: [`x-forwarded-for: ${'1.1.1.1, '.repeat(500)}2.2.2.2`], status: null },
    { lines: ['sec-gpc: 1', 'dnt: 1', 'sec-purpose: prefetch;prerender'], status: null },
    { lines: [`user-agent: ${'\u00ff('.repeat(2_000)}`], status: null },
    { lines: ['origin: null', 'referer: ://', 'cookie: =;;=', 'content-type: text/plain'], status: null },
    { lines: ['transfer-encoding: chunked'], status: invalid_request.status },
    { lines: ['content-length: 5'], status: invalid_request.status },
  ])
}

const PLAIN: OddHeaders = { lines: [], status: null }

function requestOf(body: Buffer, odd: OddHeaders = PLAIN): Sent {
  const named = odd.lines.map((line) => line.slice(0, line.indexOf(':')))
  const usual = [
    ['content-type', 'text/plain'],
    ['user-agent', PERSON_USER_AGENT],
    ['x-forwarded-for', '198.51.100.9'],
    ['host', 'localhost'],
  ].flatMap(([name = '', value]) => (named.includes(name) ? [] : [`${name}: ${value}`]))
  const head = [`POST ${PATH} HTTP/1.1`, ...usual, `content-length: ${body.length}`, ...odd.lines]
  const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
  const expected = odd.status === null ? whatComesOf(body) : { status: odd.status, items: 0 }
  return { bytes, statuses: [expected.status], items: expected.items }
}

/** What reading it by itself says. */
function whatComesOf(body: Buffer): { status: number; items: number } {
  const text = body.toString()
  if (body.length > LIMITS.body_bytes) return { status: ERROR_CODES.payload_too_large.status, items: 0 }
  try {
    const { items, malformed_count } = parseBeacon(text)
    return { status: 202, items: items.length + malformed_count }
  } catch (error) {
    if (error instanceof AppError) return { status: ERROR_CODES[error.code].status, items: 0 }
    throw error
  }
}

const pipelined = (sent: readonly Sent[]): FuzzRequest => ({
  kind: 'pipelined',
  bytes: Buffer.concat(sent.map(({ bytes }) => bytes)),
  answers: sent.map(({ statuses }) => statuses),
  items: sent.map(({ items }) => items),
})

function cutOff({ bytes }: Sent, random: SeededRandom): Sent {
  const cut = bytes.subarray(0, 1 + random.below(bytes.length - 1))
  // What is too large may be refused by what its header says.
  return { bytes: cut, statuses: [MALFORMED, ERROR_CODES.payload_too_large.status], items: 0 }
}

function noHttp(random: SeededRandom): Sent {
  const lines = ['GET / HTTP/9.9', 'POST', '\u0016\u0003\u0001', 'POST  /api HTTP/1.1', `${random.below(1e9)}`]
  return { bytes: Buffer.from(`${random.pick(lines)}\r\n\r\n`, 'latin1'), statuses: [MALFORMED], items: 0 }
}
