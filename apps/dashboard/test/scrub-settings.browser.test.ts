import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reset } from '../mock/api.ts'
import { serveBuild } from './serve-build.ts'

let server: Awaited<ReturnType<typeof serveBuild>>
let browser: Browser

beforeAll(async () => {
  reset()
  server = await serveBuild()
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test('an owner changes what is taken out, and sees it again', async () => {
  const page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.origin}/sites/shop/settings`)
  const form = page.getByRole('form', { name: 'Depersonalisation' })
  await form.getByLabel('Keys that are dropped').fill('note, comment')
  await form.getByLabel('Own patterns').fill('CUST-\\d+\n\nKD[0-9]{6}')
  await form.getByLabel('In place of what is taken out').selectOption('remove')
  const saved = page.waitForRequest((request) => request.method() === 'PUT')
  await form.getByRole('button', { name: 'Save' }).click()
  expect((await saved).postDataJSON()).toMatchObject({
    scrub_settings: {
      drop_keys: ['note', 'comment'],
      keep_keys: [],
      keep_paths: [],
      patterns: ['CUST-\\d+', 'KD[0-9]{6}'],
      replacement: 'remove',
    },
  })
  await form.getByText('Saved').waitFor()
  await page.reload()
  await form.waitFor()
  expect(await form.getByLabel('Own patterns').inputValue()).toBe('CUST-\\d+\nKD[0-9]{6}')
})
