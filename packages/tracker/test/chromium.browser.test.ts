import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildTracker } from '../build.mjs'
import { CHROMIUM, deviceTraces, launchChromium, NO_TRACES, spawnChromium } from './chromium.ts'
import { openStubCollector, pageHtml, type StubCollector, until } from './stub-collector.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tests assert on what came, whatever it is
type Any = any

describe.skipIf(!CHROMIUM)('the tracker in Chromium (skipped where no Chromium is installed)', () => {
  let dist: string
  let stub: StubCollector
  let browser: Awaited<ReturnType<typeof launchChromium>>
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    dist = await buildTracker(await mkdtemp(join(tmpdir(), 'tracker-')))
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    await rm(dist, { recursive: true })
  })
  beforeEach(async () => {
    stub = await openStubCollector(join(dist, 'script.js'))
    context = await browser.newContext()
    page = await context.newPage()
  })
  afterEach(async () => {
    await context.close()
    await stub.close()
  })

  const accepted = (): Any[] => stub.received.filter(({ status }) => status < 300).map(({ beacon }) => beacon)
  const items = (type?: string): Any[] =>
    accepted().flatMap((beacon) =>
      beacon.items
        .map((item: Any) => ({ ...item, of: beacon.pages.find(({ id }: Any) => id === item.page) }))
        .filter((item: Any) => !type || item.type === type),
    )
  const arrived = (type: string, count = 1) =>
    until(() => items(type).length >= count && items(type), `${count} ${type}`)
  const visit = (path: string) => page.goto(stub.origin + path)
  const vitalsOf = (path: string): Any =>
    Object.assign({}, ...items('vitals').filter(({ of }) => new URL(of.url).pathname === path))

  it('sends the pageview at once, without cookies, preflight, query or anything that recognises a visitor', async () => {
    await context.addCookies([{ name: 'of_the_site', value: '1', url: stub.origin }])
    await visit('/a/b?mail=ann@mail.example&utm_source=news&utm_campaign=Gr%C3%BCn&gclid=1#frag')
    const [pageview] = await arrived('pageview')
    const [{ headers, beacon }] = stub.received as [Any]
    expect(beacon).toMatchObject({ v: 1, client_key: '0123456789abcdef0123456789abcdef' })
    expect(beacon.context).toMatchObject({ language: 'de', screen_class: 'md', is_automated: false, is_gpc: false })
    expect(beacon.context.device_class).toMatch(/^(low|mid|high)$/)
    expect(pageview.of).toMatchObject({
      url: 'https://127.0.0.1/a/b?utm_source=news&utm_campaign=Gr%C3%BCn',
      navigation_type: 'navigate',
    })
    expect(pageview.age_ms).toBeLessThan(1000)
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(headers.cookie).toBeUndefined()
    expect(JSON.stringify(beacon)).not.toMatch(/ann|gclid|frag|Mozilla|Chrome/)
  })

  it('follows the router: push, back, another path by replace; not the same page twice', async () => {
    await visit('/one?utm_source=news')
    await arrived('pageview')
    await page.evaluate(() => {
      history.pushState(null, '', '/two?utm_source=news')
      history.pushState(null, '', '/two?x=1')
      history.replaceState(null, '', '/two?y=2')
      history.replaceState(null, '', '/three')
    })
    await arrived('pageview', 3)
    await page.goBack()
    const views = await arrived('pageview', 4)
    expect(views.map(({ of }: Any) => [new URL(of.url).pathname, of.navigation_type])).toEqual([
      ['/one', 'navigate'],
      ['/two', 'soft-navigation'],
      ['/three', 'soft-navigation'],
      ['/two', 'soft-navigation'],
    ])
    expect(views[1].of).toMatchObject({ url: 'https://127.0.0.1/two', referrer: 'https://127.0.0.1/one' })
  })

  it('takes another allowed query for another page, but not when the router only replaces it', async () => {
    stub.pages.set('/list', pageHtml('', { includeURLQueryParams: ['page'] }))
    await visit('/list?page=1')
    await arrived('pageview')
    await page.evaluate(() => {
      history.pushState(null, '', '/list?page=2')
      history.replaceState(null, '', '/list?page=3')
      history.pushState(null, '', '/end')
    })
    const views = await arrived('pageview', 3)
    const shown = ['/list?page=1', '/list?page=2', '/end'].map((path) => `https://127.0.0.1${path}`)
    expect(views.map(({ of }: Any) => of.url)).toEqual(shown)
  })

  it('measures load, paint, a click and a shift, keyed to the page that was loaded', async () => {
    stub.pages.set(
      '/vitals',
      pageHtml(`<div id="user-8312"></div><h1 class="headline user-8312">A headline as the largest text of this page</h1>
<button class="buy css-x1y2" id="b-8312">Buy</button><script>
document.querySelector('button').onclick = () => { const end = performance.now() + 120; while (performance.now() < end); }
setTimeout(() => { const box = document.createElement('div'); box.style.height = '200px'; document.body.prepend(box); document.title = 'shifted' }, 700)
</script>`),
    )
    await visit('/vitals')
    await page.waitForFunction(() => document.title === 'shifted')
    await page.click('button')
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
    await page.evaluate(() => history.pushState(null, '', '/later'))
    await visit('/next')
    await until(() => vitalsOf('/vitals').inp_ms, 'INP')
    const vitals = vitalsOf('/vitals')
    expect(vitals.inp_ms).toBeGreaterThanOrEqual(120)
    expect(vitals.inp_ms).toBeLessThan(2000)
    expect(vitals.inp_processing_duration_ms).toBeGreaterThanOrEqual(100)
    expect(vitals).toMatchObject({ inp_target: 'button.buy', inp_interaction_type: 'pointer' })
    expect(vitals.cls_e4).toBeGreaterThan(100)
    expect(Number.isInteger(vitals.cls_e4)).toBe(true)
    expect(vitals.lcp_ms).toBeGreaterThan(0)
    expect(vitals).toMatchObject({ lcp_target: 'h1.headline', lcp_resource_kind: 'text' })
    expect(vitals.lcp_ttfb_ms + vitals.lcp_element_render_delay_ms).toBeCloseTo(vitals.lcp_ms, -1)
    expect(vitals.fcp_ms).toBeGreaterThan(0)
    expect(vitals.ttfb_ms).toBeGreaterThanOrEqual(0)
    expect(vitals).toMatchObject({ page_load_redirect_ms: 0 })
    for (const phase of ['dns', 'connect', 'ttfb', 'download', 'dom_content_loaded', 'render', 'total']) {
      expect(vitals[`page_load_${phase}_ms`], phase).toBeGreaterThanOrEqual(0)
    }
    expect(vitals.page_load_tls_ms).toBeUndefined()
    expect(vitals.page_load_transfer_bytes).toBeGreaterThan(0)
    expect(JSON.stringify(stub.received)).not.toContain('8312')
  })

  it('reports every metric once for a page, however often it is hidden', async () => {
    stub.pages.set(
      '/once',
      pageHtml(`<button>Wait</button><script>let ms = 40
document.querySelector('button').onclick = () => { const end = performance.now() + (ms *= 2); while (performance.now() < end); }
</script>`),
    )
    await visit('/once')
    await until(() => vitalsOf('/once').page_load_total_ms !== undefined, 'load timings')
    const show = (state: string) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true })
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      }, state)
    for (const state of ['visible', 'hidden', 'visible', 'hidden']) {
      if (state === 'hidden') await page.click('button')
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
      await show(state)
    }
    await visit('/next')
    await arrived('pageview', 2)
    const of = items('vitals').filter((item) => item.of.url.endsWith('/once'))
    for (const name of ['inp_ms', 'cls_e4', 'lcp_ms', 'page_load_total_ms']) {
      expect(
        of.filter((item) => name in item),
        name,
      ).toHaveLength(1)
    }
  })

  it('reports errors and rejections with frames, counts repetitions, and leaves failed images alone', async () => {
    stub.pages.set(
      '/errors',
      pageHtml(`<img src="data:image/png,x"><script>addEventListener('load', () => {
for (let i = 0; i < 5; i++) setTimeout(() => { null.price })
setTimeout(function place() { throw new RangeError('no order of ann@mail.example') })
Promise.reject('nothing'); lethe('captureError', new TypeError('caught')) })</script>`),
    )
    await visit('/errors?secret=1')
    const errors = await arrived('error', 4)
    const of = (message: string) => errors.find((error) => error.message.includes(message))
    expect(of('price')).toMatchObject({ error_type: 'TypeError', count: 5, is_handled: false })
    expect(of('price').stack).toMatch(/127\.0\.0\.1:\d+\/errors:\d+:\d+/)
    expect(of('no order')).toMatchObject({ error_type: 'RangeError', message: expect.stringContaining('[email]') })
    expect(of('no order').stack).toContain('place')
    expect(of('nothing')).toMatchObject({ error_type: 'UnhandledRejection', is_handled: false })
    expect(of('caught')).toMatchObject({ error_type: 'TypeError', is_handled: true })
    expect(errors).toHaveLength(4)
    expect(JSON.stringify(errors)).not.toContain('secret')
  })

  it('takes commands from before it was loaded, under both names', async () => {
    stub.pages.set(
      '/legacy',
      pageHtml(
        '',
        {},
        `window.cronitor = function () { (cronitor.q = cronitor.q || []).push(arguments) }
cronitor('config', { environment: 'staging', autoTrackErrors: false }); cronitor('track', 'early', { value: '7.5', plan: 'pro', who: {} })`,
      ),
    )
    await visit('/legacy')
    const [event] = await arrived('event')
    expect(event).toMatchObject({ name: 'early', value: 7.5, props: { plan: 'pro' } })
    await page.evaluate(() =>
      (window as Any).cronitor('track', 'purchase', { value: 9, currency: 'EUR', client_key: 'x' }),
    )
    const [, purchase] = await arrived('event', 2)
    expect(purchase).toMatchObject({ name: 'purchase', value: 9, currency: 'EUR', props: { client_key: 'x' } })
    expect(accepted().every((beacon) => beacon.environment === 'staging' && beacon.client_key.length === 32)).toBe(true)
  })

  it('adds up the time of attention and reports it when the page goes', async () => {
    await visit('/read')
    await arrived('pageview')
    const start = await page.evaluate(() => performance.now())
    await page.waitForFunction((from) => performance.now() > from + 600, start)
    await visit('/next')
    const [engagement] = await arrived('engagement')
    expect(engagement.of.url).toMatch(/\/read$/)
    expect(engagement.engaged_ms).toBeGreaterThanOrEqual(600)
    expect(engagement.engaged_ms).toBeLessThan(5000)
  })

  it('leaves nothing on the device, and honours the opt-out of the visitor', async () => {
    await visit('/')
    await arrived('pageview')
    expect(await deviceTraces(context, page)).toEqual(NO_TRACES)

    await page.evaluate(() => (window as Any).lethe('optOut'))
    expect(await deviceTraces(context, page)).toEqual({ ...NO_TRACES, local: { lethe_optout: '1' } })
    await visit('/refused')
    await page.evaluate(() => (window as Any).lethe('track', 'refused'))
    await page.evaluate(() => (window as Any).lethe('optIn'))
    expect(await deviceTraces(context, page)).toEqual(NO_TRACES)
    await visit('/again')
    await until(() => items('pageview').some(({ of }) => of.url.endsWith('/again')), 'a pageview after opting in')
    expect(items('event')).toEqual([])
    expect(items('pageview').map(({ of }) => new URL(of.url).pathname)).toEqual(['/', '/again'])
  })

  it('takes the switch in the address for what it is, and no text that only contains it', async () => {
    await visit('/x?q=cronitor_rum_disable')
    await arrived('pageview')
    await visit('/x?cronitor_rum_disable')
    expect((await deviceTraces(context, page)).local).toEqual({ lethe_optout: '1' })
    await visit('/y?cronitor_rum_enable')
    await arrived('pageview', 2)
    expect(await deviceTraces(context, page)).toEqual(NO_TRACES)
  })

  it('loses nothing where storage is blocked', async () => {
    await page.addInitScript(() =>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      }),
    )
    await visit('/blocked')
    expect(await arrived('pageview')).toHaveLength(1)
  })

  it('sends nothing under Global Privacy Control, unless the site says so; DNT only by option', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })
      Object.defineProperty(navigator, 'doNotTrack', { value: '1' })
    })
    stub.pages.set('/dnt', pageHtml('', { honorGPC: false, honorDNT: true }))
    stub.pages.set('/no', pageHtml('', { honorGPC: false }))
    for (const path of ['/gpc', '/dnt', '/no']) await visit(path)
    await arrived('pageview')
    expect(new Set(items().map(({ of }) => new URL(of.url).pathname))).toEqual(new Set(['/no']))
    expect(accepted()[0].context).toMatchObject({ is_gpc: true, is_dnt: true })
  })

  it('sends again what failed, with the same ids, but not what was refused', async () => {
    stub.answers.push(503, 503)
    await visit('/retry')
    const [pageview] = await arrived('pageview')
    const tries = stub.received.filter(({ beacon }) => beacon.items.some(({ id }: Any) => id === pageview.id))
    expect(tries.length).toBeGreaterThanOrEqual(2)
    expect(pageview.age_ms).toBeGreaterThan(900)

    stub.answers.push(400)
    await page.evaluate(() => (window as Any).lethe('track', 'refused'))
    await until(() => stub.received.some(({ status }) => status === 400), 'the refused beacon')
    await page.evaluate(() => (window as Any).lethe('track', 'next'))
    await until(() => items('event').some(({ name }) => name === 'next'), 'the next event')
    expect(items('event').map(({ name }) => name)).toEqual(['next'])
  })

  it('splits what is too much for one beacon', async () => {
    await visit('/many')
    await arrived('pageview')
    await page.evaluate(() => {
      for (let i = 0; i < 120; i++) (window as Any).lethe('track', `event_${i}`, { note: 'ü'.repeat(200) })
    })
    const events = await arrived('event', 120)
    expect(new Set(events.map(({ id }) => id)).size).toBe(120)
    for (const beacon of accepted()) {
      expect(beacon.items.length).toBeLessThanOrEqual(50)
      expect(Buffer.byteLength(JSON.stringify(beacon))).toBeLessThanOrEqual(16_384)
    }
  })

  it('asks beforeSend: a falsy answer and an exception drop, a change goes through', async () => {
    stub.pages.set(
      '/ask/8',
      pageHtml('').replace(
        "lethe('config', {",
        `lethe('config', { beforeSend: (item) => {
if (item.event_name === 'falsy') return null
if (item.event_name === 'throws') throw 1
return { ...item, url: item.url.replace('8', 'n'), name: item.name && 'renamed', client_key: 'x', extra: 1 } },`,
      ),
    )
    await visit('/ask/8')
    await page.evaluate(() => {
      for (const name of ['falsy', 'throws', 'kept']) (window as Any).lethe('track', name)
    })
    const [event] = await arrived('event')
    expect(event.name).toBe('renamed')
    expect(event.of.url).toBe('https://127.0.0.1/ask/n')
    expect(JSON.stringify(accepted())).not.toMatch(/extra|"client_key":"x"|falsy|throws/)
  })

  it('counts a page that comes back from the back/forward cache', async () => {
    await visit('/first')
    await arrived('pageview')
    await visit('/second')
    await arrived('pageview', 2)
    // Playwright waits for a load that a restored page does not have.
    await page.evaluate(() => setTimeout(() => history.back()))
    const views = await arrived('pageview', 3)
    expect(views[2].of).toMatchObject({ navigation_type: 'back-forward-cache' })
    expect(views[2].of.url).toMatch(/\/first$/)
    expect(views[2].of.id).not.toBe(views[0].of.id)
  })

  it('waits until a prerendered page is shown', async () => {
    const rules = { prerender: [{ urls: ['/soon'], eagerness: 'immediate' }] }
    const go = `setInterval(async () => {
      if ((await (await fetch('/may-go')).text()) === 'yes') location.href = '/soon'
    }, 100)`
    stub.pages.set(
      '/from',
      pageHtml(`<script type="speculationrules">${JSON.stringify(rules)}</script><script>${go}</script>`),
    )
    stub.pages.set('/soon', pageHtml(`<script>addEventListener('load', () => fetch('/prerendered'))</script>`))
    // A browser under DevTools does not prerender, so this one runs alone.
    const alone = spawnChromium(`${stub.origin}/from`)
    try {
      await until(() => stub.requested.includes('/prerendered'), 'the prerendered page', 20_000)
      await arrived('pageview')
      const before = items('pageview').length
      stub.pages.set('/may-go', 'yes')
      const views = await arrived('pageview', 2)
      expect(before).toBe(1)
      expect(views[1].of).toMatchObject({ url: 'https://127.0.0.1/soon', navigation_type: 'prerender' })
      expect(stub.requested.filter((path) => path === '/soon')).toHaveLength(1)
    } finally {
      await alone.close()
    }
  })

  it('reports clicks on links to other hosts and on downloads where the site wants that', async () => {
    const links = ['https://other.example/a?mail=1', '/price-list.pdf', '/inside']
    const body = links.map((href) => `<a href="${href}"><b>Ann</b></a> `).join('')
    stub.pages.set(
      '/links',
      pageHtml(`${body}<script>onclick = (event) => event.preventDefault()</script>`, { autoTrackClicks: true }),
    )
    await visit('/links')
    await arrived('pageview')
    for (const link of await page.locator('a b').all()) await link.click()
    await page.evaluate(() => (window as Any).lethe('track', 'last'))
    await until(() => items('event').some(({ name }) => name === 'last'), 'the last event')
    expect(items('event').filter(({ is_automatic }) => is_automatic)).toMatchObject([
      { name: 'outbound_link', props: { host: 'other.example', path: '/a' } },
      { name: 'file_download', props: { host: '[ip]', path: '/price-list.pdf' } },
    ])
    expect(JSON.stringify(stub.received)).not.toContain('Ann')
  })

  it('stays silent where it is switched off or has no key', async () => {
    stub.pages.set('/off', pageHtml('', { enabled: false }))
    stub.pages.set('/local', pageHtml('', { filterLocalhost: true }))
    stub.pages.set('/keyless', pageHtml('', { clientKey: '' }))
    for (const path of ['/off', '/local', '/keyless', '/on']) await visit(path)
    await until(() => items('pageview').some(({ of }) => of.url.endsWith('/on')), 'the control')
    expect(new Set(items().map(({ of }) => new URL(of.url).pathname))).toEqual(new Set(['/on']))
  })

  it('says that an automated browser is one', async () => {
    const automated = await launchChromium(true)
    try {
      const bot = await (await automated.newContext()).newPage()
      await bot.goto(`${stub.origin}/bot`)
      await arrived('pageview')
      expect(accepted()[0].context.is_automated).toBe(true)
      expect(stub.received[0]?.headers['user-agent']).toContain('Headless')
    } finally {
      await automated.close()
    }
  })
})
