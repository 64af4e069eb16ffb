import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** The main flows in a real browser, against the mock API: found by roles and labels only. */

let server: ViteDevServer
let browser: Browser
let page: Page
let origin: string

const api = () => server.ssrLoadModule('/mock/api.ts') as Promise<typeof import('../mock/api.ts')>

beforeAll(async () => {
  server = await createServer({
    root: new URL('..', import.meta.url).pathname,
    server: { host: '127.0.0.1', port: 0, watch: null, ws: false, hmr: false },
    logLevel: 'error',
  })
  await server.listen()
  origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  ;(await api()).reset()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return () => context.close()
})

const button = (name: string | RegExp) => page.getByRole('button', { name })

test('signing in leads back to the page that was asked for', async () => {
  ;(await api()).reset({ account: null })
  await page.goto(`${origin}/sites/shop/errors?period=30d`)
  await page.getByLabel('Email').fill('owner@shop.example')
  await page.getByLabel('Password').fill('wrong')
  await button('Sign in').click()
  await page.getByText('do not belong together').waitFor()
  await page.getByLabel('Password').fill('right and long')
  await button('Sign in').click()
  await button(/TypeError.*reading 'price'/).click()
  await page.getByText('renderTotal shop.example').nth(1).waitFor()
  expect(page.url()).toBe(`${origin}/sites/shop/errors?period=30d`)
}, 60_000)

test('where a cookie cannot be kept, the page says what to do', async () => {
  ;(await api()).reset({ account: null, can_sign_in: false })
  await page.goto(origin)
  await page.getByText('ssh -L').waitFor()
  expect(await page.getByLabel('Password').count()).toBe(0)
}, 60_000)

test('the owner sets up, adds a site and sees its first pageview arrive', async () => {
  ;(await api()).reset({ account: null, is_set_up: false })
  await page.goto(`${origin}/setup?token=t`)
  await page.getByLabel('Email').fill('owner@shop.example')
  await page.getByLabel('Password').fill('a long pass phrase')
  await button('Create account').click()
  await button('Add a site').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('blog.example')
  await page.getByRole('dialog').getByRole('button', { name: 'Add site' }).click()
  await page.getByText('script.js').waitFor()
  await page.getByText('First pageview received').waitFor()
  await page.getByRole('link', { name: 'Open the dashboard' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  expect(page.url()).toBe(`${origin}/sites/new?period=today`)
}, 60_000)

test('a click filters, the address holds the view, and Back undoes it', async () => {
  await page.goto(`${origin}/sites/shop`)
  await page
    .getByRole('region', { name: 'Countries' })
    .getByRole('button', { name: /^Germany/ })
    .click()
  await button('Remove filter Country is Germany').waitFor()
  expect(page.url()).toBe(`${origin}/sites/shop?f=country:eq:DE`)
  await page.getByRole('link', { name: 'Performance' }).click()
  await button(/^LCP.*Good/).waitFor()
  expect(page.url()).toBe(`${origin}/sites/shop/performance?f=country:eq:DE`)
  await page.goBack()
  await page.goBack()
  await button('Remove filter Country is Germany').waitFor({ state: 'detached' })
}, 60_000)

test('what a filter forbids is explained beside the figures it allows', async () => {
  await page.goto(`${origin}/sites/shop?f=path:eq:/cart`)
  const figures = page.getByRole('list', { name: 'Figures of the period' })
  await figures.getByRole('button', { name: /Bounce rate.*no meaning by page/ }).waitFor()
  await figures.getByRole('button', { name: /^Pageviews\s*[\d,]+/ }).waitFor()
}, 60_000)

test('keys change the period, read the chart and open the help', async () => {
  await page.goto(`${origin}/sites/shop`)
  const chart = page.getByRole('slider', { name: /use the arrow keys/ })
  await chart.waitFor()
  await page.keyboard.press('t')
  await button('Period: Today').waitFor()
  await page.getByRole('slider', { name: /^Sessions/ }).focus()
  await page.keyboard.press('Home')
  expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/Sessions|: [\d,]+, before: [\d,]+/)
  await button('Table').click()
  await page.getByRole('columnheader', { name: 'Previous' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
}, 60_000)
