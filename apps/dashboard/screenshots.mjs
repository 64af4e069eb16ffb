// Screenshots of every page in light, dark and phone width: `npm run screenshots -w @lethe/dashboard [ADDRESS [EMAIL PASSWORD]]`.
// SITE names the key of a site, ONLY a list of pages. Without an address the pages are served with the mock API.
import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'

const FOLDER = new URL('./screenshots/', import.meta.url).pathname
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
]
const pagesOf = (key) => ({
  sites: '/',
  overview: `/sites/${key}?period=30d`,
  today: `/sites/${key}?period=today`,
  filtered: `/sites/${key}?f=country:eq:DE&f=path:eq:/cart`,
  performance: `/sites/${key}/performance?period=30d`,
  errors: `/sites/${key}/errors?period=30d`,
  privacy: `/sites/${key}/privacy`,
  settings: `/sites/${key}/settings`,
})

const [address, email, password] = process.argv.slice(2)
const only = process.env.ONLY?.split(',')

async function serveMock() {
  const server = await createServer({
    root: import.meta.dirname,
    server: { host: '127.0.0.1', port: 8792 },
    logLevel: 'error',
  })
  await server.listen()
  return { origin: 'http://127.0.0.1:8792', close: () => server.close() }
}

async function siteKey(page, origin) {
  await page.goto(origin)
  if (email !== undefined) {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Sites' }).waitFor()
  }
  const { data } = await page.evaluate(async () => (await fetch('/api/sites')).json())
  return process.env.SITE ?? data[0].key
}

async function shoot(browser, origin, { name, ...look }) {
  const context = await browser.newContext({ ...look, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && console.error(`${name}: ${message.text()}`))
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`))
  for (const [title, path] of Object.entries(pagesOf(await siteKey(page, origin)))) {
    if (only && !only.includes(title)) continue
    await page.goto(origin + path)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(400)
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (width > 0) console.error(`${name}/${title}: ${width} px wider than the window`)
    await page.screenshot({ path: `${FOLDER}${title}-${name}.png`, fullPage: true })
  }
  await context.close()
}

mkdirSync(FOLDER, { recursive: true })
const server = address === undefined ? await serveMock() : { origin: address, close: () => undefined }
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const look of LOOKS) await shoot(browser, server.origin, look)
await browser.close()
await server.close()
process.exit(0)
