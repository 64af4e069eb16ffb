import { createHash } from 'node:crypto'
import { COLUMN_NAMES, COLUMNS, EMPTY_NOTICE, type Site } from '@lethe/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'

let test: TestInstance
let cookie: string
beforeAll(async () => {
  test = await openTestInstance()
  cookie = await test.setUp()
})
afterAll(() => test.close())

const pageOf = (site: Site, headers: Record<string, string> = {}) =>
  test.ask(`GET /privacy/${site.client_key}`, { headers })
const change = (site: Site, body: object) => test.ask<Site>(`PUT /api/sites/${site.key}`, { cookie, body })
const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style>&lt;',
]
const hostile = (text: string) => ({
  ...EMPTY_NOTICE,
  operator: text,
  contact: `${text}\nsecond line`,
  storage_location: text,
  website_url: `https://shop.example/?a=${encodeURIComponent(text)}`,
  sub_processors: [{ name: text, country: text, purpose: text }],
})

describe('the public privacy page', () => {
  it('tells without a login what is collected, and says nothing else of the site', async () => {
    const site = await makeSite(test, cookie, {
      name: 'Internal nickname',
      timezone: 'Asia/Kathmandu',
      retention_days: 90,
    })
    const { status, text, headers } = await pageOf(site)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    for (const name of COLUMN_NAMES) expect(text).toContain(`<dt>${COLUMNS[name].label}</dt>`)
    expect(text).toContain('deleted after 90 days')
    expect(text).toContain('The random numbers of visits: 30 days.')
    expect(text).toContain('Asia/Kathmandu')
    expect(text).toContain('last changed on 10 March 2026')
    expect(text).toContain('?lethe_disable')
    for (const secret of ['Internal nickname', site.key, 'Demo shop']) expect(text).not.toContain(secret)
  })

  it('carries no script and no cookie, and allows its own style only', async () => {
    const { text, headers } = await pageOf(await makeSite(test, cookie))
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers).not.toHaveProperty('set-cookie')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(text).not.toMatch(/<script|style=|src=|\son\w+=/i)
  })

  it.each(ATTACKS)('shows %s as the text that it is', async (text) => {
    const site = await makeSite(test, cookie)
    expect((await change(site, { privacy_notice: hostile(text) })).status).toBe(200)
    const page = (await pageOf(site)).text
    const escaped = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
    expect(page.split(escaped).length - 1).toBe(6)
    expect(page).not.toContain(text)
    expect(page.match(/<(script|img)/g)).toBeNull()
  })

  it('says what the operator says, and leads to the website for an opt-out', async () => {
    const site = await makeSite(test, cookie, {
      honor_dnt: true,
      honor_gpc: false,
      errors_enabled: false,
      sampling: 50,
    })
    expect((await pageOf(site)).text).toContain('The operator has not said this here.')
    const privacy_notice = {
      operator: 'Alpine Shop GmbH',
      contact: 'privacy@shop.example',
      storage_location: 'Kathmandu, Nepal',
      website_url: 'https://shop.example/de?x=1#top',
      sub_processors: [{ name: 'Yak Hosting', country: 'Nepal', purpose: 'runs the server' }],
    }
    await change(site, { privacy_notice })
    const { text } = await pageOf(site)
    expect(text).toContain('<title>Privacy: what shop.example measures</title>')
    expect(text).toContain('<a href="mailto:privacy@shop.example">')
    expect(text).toContain('<b>Yak Hosting</b>, Nepal: runs the server')
    expect(text).toContain('href="https://shop.example/de?x=1&amp;lethe_disable=1"')
    expect(text).toContain('href="https://shop.example/de?x=1&amp;lethe_enable=1"')
    expect(text).toContain('has chosen to count visits with the signal Global Privacy Control')
    expect(text).toContain('Visits with the signal Do Not Track are not counted')
    expect(text).toContain('Switched off for this website: errors of pages.')
    expect(text).toContain('Only 50 % of the visits')
  })

  it('is asked for again only when it has changed', async () => {
    const site = await makeSite(test, cookie)
    const first = await pageOf(site)
    expect(first.headers['cache-control']).toBe('public, max-age=300')
    const etag = String(first.headers.etag)
    expect((await pageOf(site, { 'if-none-match': etag })).status).toBe(304)
    expect((await pageOf(site, { 'accept-encoding': 'gzip' })).headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
    })
    await change(site, { retention_days: 30 })
    const second = await pageOf(site, { 'if-none-match': etag })
    expect(second.status).toBe(200)
    expect(second.text).toContain('deleted after 30 days')
  })

  it('is one and the same answer where there is none', async () => {
    const site = await makeSite(test, cookie)
    const deleted = (await pageOf(site)).status
    await test.ask(`DELETE /api/sites/${site.key}`, { cookie })
    const gone = [site.client_key, '0'.repeat(32), 'x', site.key, '%3Cscript%3E']
    const answers = await Promise.all(gone.map((key) => test.ask(`GET /privacy/${key}`)))
    expect(deleted).toBe(200)
    for (const { status, text, headers } of answers) {
      expect(status).toBe(404)
      expect(text).toBe(answers[0]?.text)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      })
      expect(headers).not.toHaveProperty('etag')
    }
    expect(answers[0]?.text).toContain('There is nothing at this address.')
  })
})

describe('what the operator says', () => {
  it.each([
    [{ operator: 'x'.repeat(201) }, 'privacy_notice.operator'],
    [{ operator: 'two\nlines' }, 'privacy_notice.operator'],
    [{ contact: 'back\u202ewards' }, 'privacy_notice.contact'],
    [{ storage_location: 'nul\u0000' }, 'privacy_notice.storage_location'],
    [{ website_url: 'javascript:alert(1)' }, 'privacy_notice.website_url'],
    [{ website_url: 'https://ada:secret@shop.example/' }, 'privacy_notice.website_url'],
    [{ sub_processors: [{ name: '', country: '', purpose: '' }] }, 'privacy_notice.sub_processors.0.name'],
    [{ sub_processors: Array(31).fill({ name: 'a', country: '', purpose: '' }) }, 'privacy_notice.sub_processors'],
  ])('is refused as %j', async (notice, path) => {
    const site = await makeSite(test, cookie)
    const answer = await test.ask<{ code: string; details: { path: string }[] }>(`PUT /api/sites/${site.key}`, {
      cookie,
      body: { privacy_notice: { ...EMPTY_NOTICE, ...notice } },
    })
    expect(answer.json.code).toBe('invalid_request')
    expect(answer.json.details[0]?.path).toBe(path)
  })

  it.each([-1, 1001, 2.5, '5'])('refuses a threshold of %j, and takes 5', async (k_threshold) => {
    const site = await makeSite(test, cookie, { k_threshold: 5 })
    expect(site.k_threshold).toBe(5)
    const { json } = await test.ask<{ details: { path: string }[] }>(`PUT /api/sites/${site.key}`, {
      cookie,
      body: { k_threshold },
    })
    expect(json.details[0]?.path).toBe('k_threshold')
  })
})

it('a threshold of the site holds for its figures', async () => {
  const site = await makeSite(test, cookie, { k_threshold: 2 })
  const body = { site: site.key, kind: 'breakdown', group_by: 'path', aggregate: ['pageview_count'], time: 'today' }
  const view = (path: string, at: string) =>
    test.send({ client_key: site.client_key, event_name: 'Pageview', url: `https://shop.example${path}` }, {}, at)
  for (const [path, peer] of [
    ['/a', '10.1.1.1'],
    ['/a', '10.1.1.2'],
    ['/rare', '10.1.1.3'],
  ] as const)
    await view(path, peer)
  await test.instance.ingest.flush()
  const { json } = await test.ask<{ data: object[]; meta: object }>('POST /api/sites/query', { cookie, body })
  expect(json.data).toEqual([
    { path: '/a', pageview_count: 2 },
    { path: '(other)', pageview_count: 1 },
  ])
  expect(json.meta).toMatchObject({ threshold_hidden: 1 })
})
