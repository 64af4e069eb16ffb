import { INBOUND_FILTERS } from '@lethe/catalogue'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reset } from '../mock/api.ts'
import { serveBuild } from './serve-build.ts'

/** Inbound filters: set, refused and tried, in a real browser, against the mock API. */

let server: Awaited<ReturnType<typeof serveBuild>>
let browser: Browser
let page: Page
let form: Locator

beforeAll(async () => {
  server = await serveBuild()
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
  await page.goto(`${server.origin}/sites/shop/settings`)
  form = page.getByRole('form', { name: 'Inbound filters' })
  await form.waitFor()
  return () => context.close()
})

test('every filter has a field with its line of help', async () => {
  for (const { label, help, entries } of Object.values(INBOUND_FILTERS)) {
    const field = form.getByRole(entries === 'switch' ? 'switch' : 'textbox', { name: label, exact: true })
    expect(await field.count(), label).toBe(1)
    const describedBy = await field.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${describedBy}"]`).textContent()).toBe(help)
  }
})

test('an owner sets filters, and sees them again', async () => {
  await form.getByLabel('Allowed origins').fill('example.com\n\n*.example.com')
  await form.getByLabel('Blocked paths').fill('/admin/**')
  await form.getByRole('switch', { name: 'Leave out bots' }).click()
  await form.getByRole('switch', { name: 'Leave out referrer spam' }).click()
  await form.getByLabel('Sessions counted').fill('50')
  await form.getByLabel('Items stored in a day').fill('5000')
  const saved = page.waitForRequest((request) => request.method() === 'PUT')
  await form.getByRole('button', { name: 'Save' }).click()
  expect((await saved).postDataJSON()).toMatchObject({
    sampling: 50,
    quota_items_per_day: 5_000,
    filter_bots: false,
    inbound_filters: {
      origin_allowlist: ['example.com', '*.example.com'],
      blocked_paths: ['/admin/**'],
      blocked_networks: [],
      filter_spam_referrers: false,
      filter_prerender: true,
    },
  })
  await form.getByText('Saved').waitFor()
  await page.reload()
  expect(await form.getByLabel('Allowed origins').inputValue()).toBe('example.com\n*.example.com')
  expect(await form.getByRole('switch', { name: 'Leave out bots' }).getAttribute('aria-checked')).toBe('false')
})

test('filters are tried on the last hour, and changing them takes the answer away', async () => {
  await form.getByLabel('Blocked countries').fill('DE')
  await form.getByLabel('Blocked networks').fill('10.0.0.0/8')
  await form.getByRole('button', { name: 'What would this have refused?' }).click()
  const table = form.getByRole('region', { name: 'What would have been refused' })
  const row = (name: string) => table.getByRole('row', { name: new RegExp(`^${name}`) })
  await row('Blocked countries').waitFor()
  expect(await row('Blocked countries').getByRole('cell').allTextContents()).toEqual(['172', '40'])
  expect(await row('Blocked networks').textContent()).toContain('Addresses are never kept')
  expect(await row('Everything stored').getByRole('cell').allTextContents()).toEqual(['1,820', '412'])
  await form.getByLabel('Blocked countries').fill('DE\nAT')
  expect(await table.count()).toBe(0)
})

test('an entry that cannot be taken is named', async () => {
  await form.getByLabel('Blocked networks').fill('::1\noffice')
  await form.getByRole('button', { name: 'What would this have refused?' }).click()
  const problem = form.getByRole('alert')
  await problem.waitFor()
  expect(await problem.textContent()).toBe(
    'Blocked networks: “office” cannot be taken. Expected: an IP address or a network.',
  )
})

test('a quota tells what is used of it, and is taken away by emptying it', async () => {
  const quota = form.getByLabel('Items stored in a day')
  await form.getByText(/until midnight of Europe\/Berlin.* Today: 1,234 items\./).waitFor()
  const put = () => page.waitForRequest((request) => request.method() === 'PUT')
  const [set] = await Promise.all([
    put(),
    quota.fill('20').then(() => form.getByRole('button', { name: 'Save' }).click()),
  ])
  expect(set.postDataJSON()).toMatchObject({ quota_items_per_day: 20 })
  await form.getByText('Saved').waitFor()
  const [unset] = await Promise.all([
    put(),
    quota.fill('').then(() => form.getByRole('button', { name: 'Save' }).click()),
  ])
  expect(unset.postDataJSON()).toMatchObject({ quota_items_per_day: null })
})
