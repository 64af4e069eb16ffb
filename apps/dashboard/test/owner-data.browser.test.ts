import { readFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reset } from '../mock/api.ts'
import { serveBuild } from './serve-build.ts'

/** What an owner does with a site's data, in a real browser, against the mock API. */

let server: Awaited<ReturnType<typeof serveBuild>>
let browser: Browser
let page: Page

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
  page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  return () => page.close()
})

const section = () => page.getByRole('region', { name: 'Stored data' })

test('the owner reads how long data stays, downloads it, and deletes it by typing the name', async () => {
  await page.goto(`${server.origin}/sites/shop/settings`)
  await section()
    .getByText(/1,284,310 items are stored, the oldest of .* kept for 365 days .* The first go on /)
    .waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    section().getByRole('button', { name: 'Download CSV' }).click(),
  ])
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual([{ path: '/' }])
  await section().getByRole('button', { name: 'Delete all data…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete all data of Alpine Shop?' })
  const confirm = dialog.getByRole('button', { name: 'Delete all data' })
  await dialog.getByLabel('Type “Alpine Shop” to confirm').fill('Alpine')
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByLabel('Type “Alpine Shop” to confirm').fill('Alpine Shop')
  await confirm.click()
  await dialog.waitFor({ state: 'detached' })
  await section()
    .getByRole('list', { name: 'Deletions' })
    .getByText(/by owner@shop.example: 1,284,310 items deleted, done on/)
    .waitFor()
  await section()
    .getByText(/^Nothing is stored yet/)
    .waitFor()
})

test('who may only look sees how long data stays, and no button', async () => {
  reset({ account: { id: 2, email: 'v@shop.example', name: 'Vi', role: 'viewer' } })
  await page.goto(`${server.origin}/sites/shop/settings`)
  await section()
    .getByText(/items are stored/)
    .waitFor()
  expect(await section().getByRole('button').count()).toBe(0)
})
