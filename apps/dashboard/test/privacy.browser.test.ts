import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reset } from '../mock/api.ts'
import { serveBuild } from './serve-build.ts'

/** What is taken out of values: told, tried and set, in a real browser, against the mock API. */

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
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.origin}/sites/shop/privacy`)
  return () => context.close()
})

test('what was taken out is told by kind and place', async () => {
  const row = page.getByRole('row', { name: /^Email addresses/ })
  await row.waitFor()
  expect(await row.textContent()).toMatch(/4,157\s*Path of the page 4,120\s*Referrer 37/)
  await page.getByText('7,186 times something personal was taken out').waitFor()
})

test('a text is tried, and changing it takes the answer away', async () => {
  const text = page.getByLabel('Text', { exact: true })
  await text.fill('https://shop.example/u/ann@mail.example?q=1')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  const replacement = page.getByRole('region', { name: 'Replacements' }).getByRole('row').nth(1)
  expect(await replacement.textContent()).toMatch(/Email addresses\s*Path of the page\s*Recognised by its own form/)
  expect(await page.getByText('shop.example/u/[email]', { exact: true }).count()).toBe(1)
  await page.getByText('keys of the query that are not kept').waitFor()
  await text.fill('something else')
  expect(await replacement.count()).toBe(0)
})

test('a property is asked for its name', async () => {
  expect(await page.getByLabel('Property', { exact: true }).count()).toBe(0)
  await page.getByLabel('What it is').selectOption('Event property')
  await page.getByLabel('Property', { exact: true }).fill('note')
  const asked = page.waitForRequest(/depersonalize/)
  await page.getByRole('button', { name: 'Use the example' }).click()
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  expect((await asked).postDataJSON()).toMatchObject({ position: 'prop_value', key: 'note' })
})

test('a text that ends where a path was learnt says so', async () => {
  await page.getByLabel('Text', { exact: true }).fill('https://shop.example/users/x')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page.getByText('Collapsed, as learnt: /users/*.').waitFor()
})

test('an owner has paths learnt, forgets one, and lets it be learnt again', async () => {
  await page.goto(`${server.origin}/sites/shop/settings`)
  const form = page.getByRole('form', { name: 'Depersonalisation' })
  await form.getByRole('switch', { name: 'Learn paths with too many values' }).click()
  await form.getByLabel('Different values that are too many').fill('50')
  const saved = page.waitForRequest((request) => request.method() === 'PUT')
  await form.getByRole('button', { name: 'Save' }).click()
  expect((await saved).postDataJSON()).toMatchObject({ learn_paths: true, learn_paths_limit: 50 })
  const learnt = page.getByRole('region', { name: 'Learnt paths' }).first()
  await learnt.getByText('Visits that were stored before stay as they are.').waitFor()
  expect(await learnt.getByRole('row', { name: /^\/users\/\*/ }).textContent()).toMatch(/9 Mar.*201.*Collapsed/)
  await learnt.getByRole('button', { name: 'Forget /users/*' }).click()
  await learnt.getByRole('button', { name: 'Learn again /users/*' }).click()
  await learnt.getByRole('row', { name: /^\/users\/\*/ }).waitFor({ state: 'detached' })
  expect(await learnt.getByRole('row', { name: /^\/blog\/\*/ }).textContent()).toMatch(/Kept as it is/)
})

test('an owner changes what is taken out, and sees it again', async () => {
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

test('a network whose requests were refused is blocked by one click', async () => {
  const row = page.getByRole('row', { name: /^203\.0\.113\.7/ })
  await row.waitFor()
  expect(await row.textContent()).toMatch(/Rate limit.*1,234/)
  await page.getByRole('button', { name: 'Block 203.0.113.7' }).click()
  await row.getByText('Blocked', { exact: true }).waitFor()
})

test('columns with too many values are told, and only those', async () => {
  const panel = page.getByRole('region', { name: 'Too many different values' }).first()
  await panel.waitFor()
  expect(await panel.getByRole('row').allTextContents()).toEqual([
    expect.stringContaining('At most'),
    expect.stringMatching(/^Page\s*10,000\s*10,000\s*31,207$/),
  ])
  await page.goto(`${server.origin}/sites/docs/privacy`)
  await page.getByRole('heading', { name: 'What became of every item' }).waitFor()
  expect(await page.getByText('Too many different values').count()).toBe(0)
})
