import puppeteer, { type Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firefoxPath, hasFirefox } from './browsers.ts'
import { keptInBrowser, NOTHING_KEPT } from './kept-in-browser.ts'
import { type StartedServer, startServer } from './started-server.ts'

/** What a visit leaves behind in Firefox (Chromium: `first-visit.test.ts`), and what the script's caching could carry. */
describe('after a visit', () => {
  let server: StartedServer
  beforeAll(async () => {
    server = await startServer()
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    await server?.removeData()
  })

  test.skipIf(!hasFirefox)(
    'Firefox holds no cookie, storage, database or cache of ours',
    { timeout: 90_000 },
    async () => {
      const firefox: Browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath: firefoxPath as string,
        headless: true,
        args: ['--no-sandbox'],
      })
      try {
        const page = await firefox.newPage()
        const sent = page.waitForRequest((request) => request.url().endsWith('/api/rum/events'))
        await page.goto(`${server.demoUrl}?email=someone%40example.org`)
        await sent
        await page.goto(`${server.demoUrl}slow`)
        expect(await keptInBrowser(page)).toEqual(NOTHING_KEPT)
        expect(await firefox.cookies()).toEqual([])
      } finally {
        await firefox.close()
      }
    },
  )

  test('the script is the same, headers included, for every visitor', async () => {
    const headersFor = async (headers: Record<string, string>): Promise<[string, string][]> => {
      const answer = await fetch(`${server.origin}/script.js`, { headers })
      expect(answer.status).toBe(200)
      return [...answer.headers].filter(([name]) => name !== 'date')
    }
    const one = await headersFor({ 'user-agent': 'one', 'x-forwarded-for': '203.0.113.7', 'accept-language': 'de' })
    const other = await headersFor({ 'user-agent': 'other', 'x-forwarded-for': '198.51.100.9', cookie: 'a=b' })
    expect(one).toEqual(other)
    const names = one.map(([name]) => name)
    expect(names).toContain('etag')
    expect(names).not.toContain('set-cookie')
    expect(names, 'a time of its own would tell visitors apart').not.toContain('last-modified')
  })

  test('a visitor who comes again with the ETag gets 304 and nothing new', async () => {
    const first = await fetch(`${server.origin}/script.js`)
    const again = await fetch(`${server.origin}/script.js`, {
      headers: { 'if-none-match': first.headers.get('etag') as string },
    })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  })
})
