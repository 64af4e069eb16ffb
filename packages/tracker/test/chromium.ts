import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run']
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** TRICKY: flags, since what a context emulates is gone in the last moments of a page, when it still sends. */
const DISGUISE = ['--disable-blink-features=AutomationControlled', `--user-agent=${USER_AGENT}`]

/** Headless Chromium that looks like a visitor's, or like the automated browser that it is. */
export async function launchChromium(isAutomated = false) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM as string,
    args: isAutomated ? ARGS : [...ARGS, ...DISGUISE],
    // Playwright switches the back/forward cache off; visitors have it.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  return {
    newContext: (): Promise<BrowserContext> =>
      browser.newContext({ locale: 'de-AT', viewport: { width: 800, height: 600 } }),
    close: () => browser.close(),
  }
}

/** Chromium by itself, on one address. */
export function spawnChromium(url: string): { close(): Promise<void> } {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const args = [...ARGS, '--headless=new', '--no-default-browser-check', `--user-data-dir=${profile}`, url]
  const child = spawn(CHROMIUM as string, args, { stdio: 'ignore', detached: true })
  const isGone = new Promise((resolve) => child.once('exit', resolve))
  return {
    async close() {
      // The whole group: the executable may be a script that starts the browser.
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      await isGone
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

/** Everything that a page could have left on the device. */
export async function deviceTraces(context: BrowserContext, page: Page) {
  const inPage = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookie: document.cookie,
  }))
  return { ...inPage, cookies: await context.cookies() }
}

export const NO_TRACES = { local: {}, session: {}, databases: [], caches: [], cookie: '', cookies: [] }
