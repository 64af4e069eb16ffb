import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ErrorGroupRow, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openChromium, PERSON_USER_AGENT } from './browsers.ts'
import { OPERATOR, setUpOperator } from './operator.ts'
import { eventually, type StartedServer, startServer } from './started-server.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PRODUCTS = 24
const BLOCKED_NETWORK = '203.0.113.0/24'

const SETTINGS = {
  learn_paths: true,
  learn_paths_limit: 20,
  inbound_filters: { blocked_networks: [BLOCKED_NETWORK], blocked_paths: ['/admin/*'] },
  privacy_notice: {
    operator: 'Lamps and more',
    contact: 'shop@lamps.example',
    storage_location: 'Vienna',
    website_url: 'https://lamps.example/',
    sub_processors: [{ name: 'Rack Ltd', country: 'Austria', purpose: 'Hosts the server' }],
  },
}

/** What axe says of a rule that is broken. */
interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** What is looked at: an address, what is opened there first, and something that is there only when its figures are. */
interface Look {
  readonly at: string
  readonly open?: (page: Page) => Promise<void>
  readonly shows: string | RegExp
}

/** Every page and dialog, looked through by axe in light and in dark, most of them with figures of some visits on them. */
describe.skipIf(!hasChromium)('no serious or critical violation', () => {
  let server: StartedServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await startServer()
    browser = await openChromium('person')
    // The pages' own policy would refuse axe; what moves would be between two colours.
    page = await browser.newPage({ reducedMotion: 'reduce', bypassCSP: true })
    page.setDefaultTimeout(30_000)
  }, 180_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await server?.removeData()
  })

  const violationsOf = async (looks: readonly Look[]): Promise<string[]> => {
    const found: string[] = []
    for (const { at, open, shows } of looks) {
      await page.goto(new URL(at, server.origin).href, { waitUntil: 'networkidle' })
      await open?.(page)
      await page.getByText(shows).filter({ visible: true }).first().waitFor()
      found.push(...(await seriousIn(page)).map((line) => `${at} ${line}`))
    }
    return found
  }

  test('before anybody has an account', { timeout: 60_000 }, async () => {
    expect(await violationsOf([{ at: server.setupUrl as string, shows: 'Create the owner' }])).toEqual([])
  })

  test('but what is put into a page without name or contrast is found', { timeout: 60_000 }, async () => {
    const open = () =>
      page.evaluate(() => {
        const hardlySeen = 'color: light-dark(#eee, #222)'
        document.body.insertAdjacentHTML('beforeend', `<button></button><p style="${hardlySeen}">Hardly seen</p>`)
      })
    const found = await violationsOf([{ at: '/login', shows: 'Hardly seen', open }])
    expect(found.map((line) => line.split(': <')[0])).toEqual([
      '/login light button-name',
      '/login light color-contrast',
      '/login dark button-name',
      '/login dark color-contrast',
    ])
  })

  test('of the public pages and of those behind the login', { timeout: 180_000 }, async () => {
    const site = await siteWithVisits(server, browser)
    expect(await violationsOf(publicLooks(site))).toEqual([])
    await signIn(page, server.origin)
    expect(await violationsOf(signedInLooks(site))).toEqual([])
  })
})

const publicLooks = ({ client_key }: Site): Look[] => [
  { at: `/privacy/${client_key}`, shows: 'Lamps and more' },
  { at: '/privacy/unknown', shows: 'Not found' },
  { at: '/setup?token=spent', shows: 'This installation has its owner.' },
  { at: '/login', shows: 'Sign in' },
]

function signedInLooks({ key }: Site): Look[] {
  const at = `/sites/${key}`
  return [
    { at: '/', shows: 'Demo shop' },
    { at: '/', shows: 'Time zone', open: (page) => page.getByRole('button', { name: 'Add a site' }).click() },
    { at, shows: '/demo/broken' },
    { at: `${at}?f=path:eq:/demo/broken`, shows: '/demo/broken' },
    { at: `${at}?more=path`, shows: '/products/*' },
    { at, shows: 'Single-key shortcuts', open: (page) => page.keyboard.press('?') },
    { at, shows: 'Dimension', open: (page) => page.keyboard.press('f') },
    { at: `${at}/performance`, shows: 'LCP' },
    {
      at: `${at}/errors`,
      shows: 'First seen',
      open: (page) => page.getByRole('button', { name: /TypeError/ }).click(),
    },
    { at: `${at}/privacy`, shows: 'Email addresses' },
    { at: `${at}/settings`, shows: '/products/*' },
    { at: '/nothing-here', shows: 'No such page' },
  ]
}

/** The demo's site: settings that fill lists which are empty at first, and visits that have arrived. */
async function siteWithVisits(server: StartedServer, browser: Browser): Promise<Site> {
  const operator = await setUpOperator(server)
  const [site] = (await operator.get<{ data: Site[] }>('/api/sites')).data
  if (site === undefined) throw new Error('no site of the demo')
  const address = `/api/sites/${site.key}`
  const answer = await operator.send('PUT', address, { name: site.name, ...SETTINGS })
  if (!answer.ok) throw new Error(`the settings were answered with ${answer.status}: ${await answer.text()}`)
  await visit(server, site, browser)
  await eventually(async () => {
    const { data: learnt } = await operator.get<{ data: unknown[] }>(`${address}/path_templates`)
    const { data } = await operator.query<{ data: ErrorGroupRow[] }>({
      site: site.key,
      kind: 'error_groups',
      aggregate: ['error_count'],
      time: 'today',
    })
    return learnt.length > 0 && data.length > 0
  }, 20_000)
  return site
}

/** A real visit for vitals and an error, some dozen beacons for paths and countries, and one of a blocked network. */
async function visit(server: StartedServer, { client_key }: Site, browser: Browser): Promise<void> {
  const visitor = await browser.newPage()
  for (const path of ['', 'lamps', 'broken']) await visitor.goto(server.demoUrl + path, { waitUntil: 'networkidle' })
  await visitor.close()
  const pageview = (path: string) => batchBody({ client_key, pages: [{ id: 'page-1', url: server.origin + path }] })
  for (let at = 0; at < PRODUCTS; at++)
    await send(server, pageview(`/products/lamp-${at}`), at < 6 ? '81.2.69.142' : '89.160.20.112')
  await send(server, pageview('/users/ann@mail.example'), '89.160.20.112')
  await send(server, batchBody({ client_key }), '203.0.113.7')
}

async function send({ origin }: StartedServer, body: unknown, address: string): Promise<void> {
  const answer = await fetch(`${origin}/api/rum/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': PERSON_USER_AGENT, 'x-forwarded-for': address },
    body: JSON.stringify(body),
  })
  if (answer.status !== 202) throw new Error(`the beacon was answered with ${answer.status}: ${await answer.text()}`)
}

async function signIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.getByLabel('Email').fill(OPERATOR.email)
  await page.getByLabel('Password').fill(OPERATOR.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Sites' }).waitFor()
}

/** Serious and critical ones in both colour schemes, as `scheme rule: element, and why`. */
async function seriousIn(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(AXE)
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
      return (await axe.run()).violations
    })
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(...nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html} ${failureSummary ?? ''}`))
  }
  return found
}
