import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTracker } from '../build.mjs'
import { openStubCollector, type StubCollector, until } from './stub-collector.ts'

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync)

describe.skipIf(!FIREFOX)('the tracker in Firefox (skipped where no Firefox is installed)', () => {
  let dist: string
  let stub: StubCollector
  let browser: Browser

  beforeAll(async () => {
    dist = await buildTracker(await mkdtemp(join(tmpdir(), 'tracker-')))
    stub = await openStubCollector(join(dist, 'script.js'))
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX as string, headless: true })
  })
  afterAll(async () => {
    await browser?.close()
    await stub?.close()
    await rm(dist, { recursive: true })
  })

  it('sends pageviews and vitals, and leaves nothing on the device', async () => {
    const page = await browser.newPage()
    await page.goto(`${stub.origin}/one`)
    await until(() => stub.received.length > 0, 'the first pageview')
    const traces = await page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      cookie: document.cookie,
    }))
    await page.goto(`${stub.origin}/two`)
    const items = await until(() => {
      const all = stub.received.flatMap(({ beacon }) => beacon.items)
      return all.filter(({ type }) => type === 'pageview').length === 2 && all
    }, 'the second pageview')
    expect(traces).toEqual({ local: {}, session: {}, databases: [], cookie: '' })
    expect(stub.received[0]?.beacon.context).toMatchObject({ is_automated: true })
    expect(items.some((item) => item.fcp_ms > 0 || item.lcp_ms > 0)).toBe(true)
  })
})
