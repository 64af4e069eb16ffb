import { openChromium } from '../../test/browsers.ts'
import type { KnownVisitor } from './visitors.ts'

/** Walks through the demo shop with a real browser, personal facts in every address. */
export async function browseDemo(origin: string, visitor: KnownVisitor): Promise<void> {
  const browser = await openChromium('person')
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': visitor.ip } })
    const page = await context.newPage()
    const query = `?email=${encodeURIComponent(visitor.email)}&name=${encodeURIComponent(visitor.name)}`
    for (const path of ['', 'lamps', 'slow', 'broken']) {
      const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/rum/events'))
      await page.goto(`${origin}/demo/${path}${query}`)
      await sent
    }
    await context.close()
  } finally {
    await browser.close()
  }
}
