import { EVENT_NAME_PATTERN } from '@lethe/catalogue'
import type { Page } from 'playwright-core'
import { interactionMeasured } from '../interaction-measured.ts'
import { type Leak, SPELLINGS, type SpellingName } from './canaries.ts'

/** Never kept by the site: what stands under it must not even leave the browser. */
export const DROPPED_KEY = 'never_kept'

/** Of a page that leaks nothing. */
export const HARMLESS_PATH = '/lamps/harmless-and-stored'

/** Visits a page whose address and referrer carry the leak, then has it in events and errors. */
export async function leakEverywhere(page: Page, origin: string, leak: Leak, name: SpellingName): Promise<void> {
  const { inUrl, inText } = SPELLINGS[name]
  const { segment, key, value, sentence } = leak
  const spelt = inUrl(value)
  const campaign = `utm_source=letter&utm_term=${key}%3D${spelt}${leak.hasForm ? `&utm_campaign=${spelt}` : ''}`
  const query = `${key}=${spelt}&${DROPPED_KEY}=${spelt}&${campaign}`
  await page.goto(`${origin}/${name}/${segment}/${spelt}/end?${query}#/${segment}/${spelt}`, {
    referer: `https://mail.example/${segment}/${spelt}?${query}`,
    waitUntil: 'load',
  })
  const file = `https://cdn.example/${segment}/${spelt}/app.js`
  const text = inText(value)
  const event = EVENT_NAME_PATTERN.test(`checkout_${text}`) ? `checkout_${text}` : 'checkout'
  const names = leak.hasForm ? { named: text, event } : { named: 'plan', event: 'checkout' }
  await page.evaluate(leakInPage, { key, text, ...names, message: sentence.replace('{}', text), file })
}

interface InPage {
  readonly key: string
  readonly text: string
  /** Name of a property, and of an event. */
  readonly named: string
  readonly event: string
  readonly message: string
  readonly file: string
}

/** Runs in the page. */
function leakInPage({ key, text, named, event, message, file }: InPage): void {
  const lethe = (window as unknown as { lethe: (...args: unknown[]) => void }).lethe
  lethe('track', event, { [key]: text, note: message, [named]: 'seen' })
  const stacked = new Error(message)
  stacked.stack = `Error: ${message}\n    at buy (${file}?${key}=${text}:10:5)\n    at ${file}:20:7`
  lethe('captureError', stacked)
  window.setTimeout(() => {
    const script = document.createElement('script')
    // Its source has an address of its own, which the browser puts into the stack.
    script.textContent = `throw new TypeError(${JSON.stringify(message)})
//# sourceURL=${file}`
    document.body.append(script)
  })
  Promise.reject(new RangeError(`Rejected: ${message}`))
  Promise.reject(`${key}: ${text}`)
}

/** A page whose largest picture, busy button, shifting box and scripts carry every leak in id, class or address. */
export async function leakInElements(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/elements`)
  await page.waitForFunction(() => document.title === 'shifted')
  await page.getByRole('button').click()
  await page.evaluate(interactionMeasured)
  await page.getByRole('link', { name: 'Out' }).click()
  await page.goto(`${origin}${HARMLESS_PATH}`)
  await page.waitForLoadState('networkidle')
}
