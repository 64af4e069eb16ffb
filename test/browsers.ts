import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((at) =>
  existsSync(at),
)
const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((at) => existsSync(at))

export const hasChromium = CHROMIUM !== undefined
export const hasFirefox = FIREFOX !== undefined
export const firefoxPath = FIREFOX

/** A user agent of a person's browser, with a version no list of bots knows; also a canary that must not reach the disk. */
export const PERSON_USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.7731.99 Safari/537.36'

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// TRICKY: a context's `userAgent` is not on the last beacons of a page that goes away; the command line's is.
const PERSON = ['--disable-blink-features=AutomationControlled', `--user-agent=${PERSON_USER_AGENT}`]

/** Headless Chromium; `as: 'person'` takes what tells of automation away, `'robot'` leaves everything as headless has it. */
export function openChromium(as: 'person' | 'robot'): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('no Chromium on this machine')
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: as === 'person' ? [...QUIET, ...PERSON] : QUIET,
  })
}
