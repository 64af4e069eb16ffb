import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reset } from '../mock/api.ts'
import { serveBuild } from './serve-build.ts'

/** The main flows in a real browser, against the mock API: found by roles and labels only. */

let server: Awaited<ReturnType<typeof serveBuild>>
let browser: Browser
let page: Page
let origin: string
let complaints: string[]

beforeAll(async () => {
  server = await serveBuild()
  origin = server.origin
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  reset()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => /Content Security Policy/i.test(message.text()) && complaints.push(message.text()))
  return async () => {
    await context.close()
    expect(complaints).toEqual([])
  }
})

const button = (name: string | RegExp) => page.getByRole('button', { name })

test('signing in leads back to the page that was asked for', async () => {
  reset({ account: null })
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
})

test('where a cookie cannot be kept, the page says what to do', async () => {
  reset({ account: null, can_sign_in: false })
  await page.goto(origin)
  await page.getByText('ssh -L').waitFor()
  expect(await page.getByLabel('Password').count()).toBe(0)
})

test('the owner sets up, adds a site and sees its first pageview arrive', async () => {
  reset({ account: null, is_set_up: false })
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
})

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
})

test('what a filter forbids is explained beside the figures it allows', async () => {
  await page.goto(`${origin}/sites/shop?f=path:eq:/cart`)
  const figures = page.getByRole('list', { name: 'Figures of the period' })
  await figures.getByRole('button', { name: /Bounce rate.*no meaning by Page/ }).waitFor()
  await figures.getByRole('button', { name: /^Pageviews\s*[\d,]+/ }).waitFor()
})

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
})

test('a note of a chart is read by keyboard, in words, and in the table', async () => {
  await page.goto(`${origin}/sites/shop?period=7d`)
  const figure = page.getByRole('figure', { name: /over time$/ })
  const notes = figure.getByRole('button', { name: '3 notes' })
  await notes.focus()
  await page.keyboard.press('Enter')
  const explained = figure.getByRole('region', { name: 'Notes' })
  expect(await explained.getByRole('listitem').allTextContents()).toEqual(
    Array(3).fill(expect.stringMatching(/^\d+ \w+, \d\d:\d\d Process restarted, sessions were split$/)),
  )
  await explained.getByText(/^Visits that were under way count twice/).waitFor()
  await notes.click()
  await explained.waitFor({ state: 'detached' })
  const slider = figure.getByRole('slider')
  await slider.focus()
  const read: (string | null)[] = []
  for (const key of ['End', ...Array(6).fill('ArrowLeft')]) {
    await page.keyboard.press(key)
    read.push(await slider.getAttribute('aria-valuetext'))
  }
  expect(read.filter((text) => text?.includes('sessions were split')).length).toBeGreaterThanOrEqual(2)
  await figure.getByRole('button', { name: 'Table' }).click()
  await figure.getByRole('columnheader', { name: 'Note' }).waitFor()
  expect(await figure.getByRole('cell', { name: /^Process restarted/ }).count()).toBeGreaterThanOrEqual(2)
})

test('a proxy that is not trusted is told on every page with the line to add, and cannot be waved away', async () => {
  const setting = 'LETHE_TRUSTED_PROXIES=172.16.0.0/12'
  const notices = [
    { kind: 'untrusted_proxy', text: 'A proxy in 172.16.0.0/12 is not trusted.', setting },
    { kind: 'old_geo', text: 'The country data is old.', setting: null },
  ] as const
  reset({}, notices)
  await page.goto(origin)
  const banner = page.getByRole('complementary', { name: 'Visitors look like one' })
  await banner.getByText(setting).waitFor()
  await banner.getByText('A proxy in 172.16.0.0/12 is not trusted.').waitFor()
  expect(await banner.getByRole('button').allTextContents()).toEqual(['Copy'])
  expect(await page.getByText('The country data is old.').count()).toBe(0)
  await page.goto(`${origin}/sites/shop`)
  await banner.getByText(setting).waitFor()
  reset({ account: { id: 2, email: 'v@shop.example', name: 'Vi', role: 'viewer' } }, notices)
  await page.goto(`${origin}/sites/shop`)
  await page.getByRole('figure', { name: /over time$/ }).waitFor()
  expect(await banner.count()).toBe(0)
})

test('the operator says on the settings page what visitors are told, and how few are hidden', async () => {
  await page.goto(`${origin}/sites/shop/settings`)
  await page.getByLabel('Fewest sessions of a value').fill('5')
  const settings = page.getByRole('form', { name: 'Settings of the site' })
  await settings.getByRole('button', { name: 'Save' }).click()
  await settings.getByText('Saved').waitFor()
  const notice = page.getByRole('form', { name: 'Page for your visitors' })
  await notice.getByLabel('Operator').fill('Alpine Shop GmbH')
  await notice.getByLabel('Contact').fill('Room 1\nKathmandu')
  await button('Add a sub-processor').click()
  await button('Add a sub-processor').click()
  const second = page.getByRole('group', { name: 'Sub-processor 2' })
  await second.getByLabel('Name').fill('Yak Hosting')
  await button('Remove sub-processor 1').click()
  await notice.getByRole('button', { name: 'Save' }).click()
  await notice.getByText('Saved').waitFor()
  await page.reload()
  expect(await notice.getByLabel('Contact').inputValue()).toBe('Room 1\nKathmandu')
  expect(await page.getByRole('group', { name: 'Sub-processor 1' }).getByLabel('Name').inputValue()).toBe('Yak Hosting')
  expect(await page.getByLabel('Fewest sessions of a value').inputValue()).toBe('5')
  const link = page.getByRole('link', { name: 'A public page' })
  expect(await link.getAttribute('href')).toMatch(/^\/privacy\/[0-9a-f]{32}$/)
})
