import type { Outcome } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import type { CollectRequest } from '../passage.ts'
import type { SiteSettings } from '../ports.ts'
import { FIREFOX, setUpPipeline } from '../testing/run-pipeline.ts'

const TAKEN: Outcome = 'accepted/accepted'

async function outcome(
  body: unknown,
  options: { site?: Partial<SiteSettings>; request?: Partial<CollectRequest> } = {},
): Promise<Outcome | undefined> {
  const { collect } = setUpPipeline({ site: options.site ?? {} })
  return (await collect(body, options.request)).outcomes[0]
}

const signals = (context: Readonly<Record<string, boolean>>) => batchBody({ context })
const at = (url: string) => batchBody({ pages: [{ id: 'page-1', url }] })
const ofType = (type: 'vitals' | 'error' | 'engagement' | 'pageview') =>
  batchBody({ items: [{ id: 'i', page: 'page-1', type, age_ms: 0 }] })

describe('dropOptedOut', () => {
  it.each([
    ['the GPC header', {}, { is_gpc: true }, {}, 'filtered/opted_out'],
    ['GPC read by the page', { is_gpc: true }, {}, {}, 'filtered/opted_out'],
    ['GPC where the site does not honour it', { is_gpc: true }, { is_gpc: true }, { honor_gpc: false }, TAKEN],
    ['DNT where the site does not honour it', { is_dnt: true }, { is_dnt: true }, {}, TAKEN],
    ['the DNT header', {}, { is_dnt: true }, { honor_dnt: true }, 'filtered/opted_out'],
    ['DNT read by the page', { is_dnt: true }, {}, { honor_dnt: true }, 'filtered/opted_out'],
    ['GPC where only DNT is honoured', { is_gpc: true }, {}, { honor_gpc: false, honor_dnt: true }, TAKEN],
    ['no signal', {}, {}, { honor_dnt: true }, TAKEN],
  ])('%s', async (_name, context, request, site, expected) => {
    expect(await outcome(signals(context), { request, site })).toBe(expected)
  })
})

describe('dropAutomated', () => {
  it.each([
    ['curl/8.5.0', 'filtered/bot'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'filtered/bot'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
      'filtered/bot',
    ],
    ['', 'filtered/bot'],
    [FIREFOX, TAKEN],
    // A phone maker whose name ends in "bot".
    [
      'Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
      TAKEN,
    ],
  ])('%s: %s', async (user_agent, expected) => {
    expect(await outcome(batchBody(), { request: { user_agent } })).toBe(expected)
    expect(await outcome(batchBody(), { request: { user_agent }, site: { filter_bots: false } })).toBe(TAKEN)
  })

  it('drops what a driven browser sent', async () => {
    expect(await outcome(signals({ is_automated: true }))).toBe('filtered/bot')
    expect(await outcome(signals({ is_automated: true }), { site: { filter_bots: false } })).toBe(TAKEN)
  })
})

describe('dropAutomated by client hints', () => {
  it('drops a browser without a window that wears another user agent', async () => {
    expect(await outcome(batchBody(), { request: { is_headless: true } })).toBe('filtered/bot')
    expect(await outcome(batchBody(), { request: { is_headless: true }, site: { filter_bots: false } })).toBe(TAKEN)
  })
})

describe('dropLocalhost', () => {
  it.each([
    ['http://localhost:3000/', 'filtered/localhost'],
    ['http://127.0.0.1:8787/demo/', 'filtered/localhost'],
    ['http://127.8.8.8/', 'filtered/localhost'],
    ['http://[::1]:80/', 'filtered/localhost'],
    ['http://shop.localhost/', 'filtered/localhost'],
    ['https://localhost.example/', TAKEN],
    ['https://127.0.0.1.example/', TAKEN],
    ['https://mylocalhost/', TAKEN],
    ['http://192.168.0.4/', TAKEN],
  ])('%s: %s', async (url, expected) => {
    expect(await outcome(at(url))).toBe(expected)
    expect(await outcome(at(url), { site: { filter_localhost: false } })).toBe(TAKEN)
  })
})

describe('dropDisabled', () => {
  it.each([
    ['vitals', { webvitals_enabled: false }, 'filtered/disabled'],
    ['vitals', { errors_enabled: false }, TAKEN],
    ['error', { errors_enabled: false }, 'filtered/disabled'],
    ['error', { webvitals_enabled: false }, TAKEN],
    ['engagement', { webvitals_enabled: false, errors_enabled: false }, TAKEN],
    ['pageview', { webvitals_enabled: false, errors_enabled: false }, TAKEN],
  ] as const)('%s with %j: %s', async (type, site, expected) => {
    expect(await outcome(ofType(type), { site })).toBe(expected)
  })
})

describe('dropUnknownEnvironment', () => {
  const from = (environment: string) => batchBody({ environment })

  it('takes 20 environments and the main one; a preview uses up none', async () => {
    const { collect, preview, rows } = setUpPipeline()
    for (let at = 0; at < 25; at++) await preview(from(`looked-at-${at}`))
    for (let at = 0; at < 20; at++) await collect(from(`preview-${at}`))
    expect((await collect(from('one-more'))).outcomes).toEqual(['filtered/environment_unknown'])
    expect((await collect(from('production'))).outcomes).toEqual([TAKEN])
    expect(new Set(rows.map((row) => row.environment)).size).toBe(21)
  })

  it('gives no place to what was refused', async () => {
    const { collect } = setUpPipeline()
    for (let at = 0; at < 25; at++) await collect(from(`bot-${at}`), { user_agent: 'curl/8.5.0' })
    expect((await collect(from('staging'))).outcomes).toEqual([TAKEN])
  })
})

describe('putPages', () => {
  it.each(['about:blank', 'file:///home/ann/a.html', 'shop', 'javascript:1'])('%s is no page', async (url) => {
    expect(await outcome(at(url))).toBe('invalid/malformed')
  })

  it('keeps what the site allows of query and fragment, cleaned', async () => {
    const { collect, rows } = setUpPipeline({ site: { query_params: ['tab', 'to'], include_fragment: true } })
    await collect(at('https://s.example/a?tab=2&to=ann%40mail.example&secret=1#top'))
    expect(rows[0]?.path).toBe('/a?tab=2&to=[email]#top')
  })
})

describe('retention', () => {
  it.each([
    [1, 30],
    [30, 30],
    [31, 90],
    [365, 365],
    [400, 730],
    [9_999, 1_825],
  ])('%d days are class %d', async (days, kept) => {
    const { collect, rows } = setUpPipeline({ site: { retention_days: days } })
    await collect(batchBody())
    expect(rows[0]?.retention_days).toBe(kept)
  })
})
