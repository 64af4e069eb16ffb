import type {
  AggregationCell,
  DimensionName,
  ErrorGroupRow,
  MetricName,
  OutcomeRow,
  QueryRow,
  Site,
} from '@lethe/catalogue'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openChromium, PERSON_USER_AGENT } from './browsers.ts'
import { findBytes } from './find-bytes.ts'
import { interactionMeasured } from './interaction-measured.ts'
import { keptInBrowser, NOTHING_KEPT } from './kept-in-browser.ts'
import { OPERATOR, type Operator, setUpOperator } from './operator.ts'
import { eventually, type StartedServer, startServer } from './started-server.ts'

const VISIBLE_WITHIN_MS = 5_000
const QUERY_CANARY = 'canary-query-5417'
const FRAGMENT_CANARY = 'canary-fragment-8872'
/** The visitor's address, as the operator's proxy on loopback would tell it. */
const ADDRESS = '81.2.69.142'

type Cells = { data: Record<string, AggregationCell> }
type Rows = { data: QueryRow[] }

/** The main job, as a newcomer meets it: one command, a real browser's visit, and its figures on the dashboard. */
describe.skipIf(!hasChromium)('a visit of the demo', () => {
  let server: StartedServer
  let operator: Operator
  let site: Site
  let person: Browser

  const aggregate = async (...metrics: MetricName[]): Promise<Record<string, AggregationCell>> =>
    (await operator.query<Cells>({ site: site.key, kind: 'aggregation', aggregate: metrics, time: '1h' })).data

  beforeAll(async () => {
    server = await startServer()
    operator = await setUpOperator(server)
    const sites = (await operator.get<{ data: Site[] }>('/api/sites')).data
    site = sites[0] as Site
    person = await openChromium('person')
  }, 180_000)

  afterAll(async () => {
    await person?.close()
    await server?.stop()
    await server?.removeData()
  })

  test('shows up with its vitals, error and session within 5 s', { timeout: 90_000 }, async () => {
    const context = await person.newContext({
      locale: 'de-DE',
      extraHTTPHeaders: { 'x-forwarded-for': ADDRESS },
    })
    const page = await context.newPage()
    const productPath = await walkThroughShop(page, server.demoUrl)
    expect(await keptInBrowser(page)).toEqual(NOTHING_KEPT)
    expect(await context.cookies()).toEqual([])
    await context.close()

    let seen: Record<string, AggregationCell> = {}
    const cells = await eventually(async () => {
      seen = await aggregate('pageview_count', 'session_count', 'error_count', 'inp_p75', 'cls_p75', 'lcp_p75')
      return seen.pageview_count?.value === 5 && seen.inp_p75?.value && seen.error_count?.value ? seen : undefined
    }, VISIBLE_WITHIN_MS).catch((error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen)}`)
    })
    expect(cells.session_count?.value).toBe(1)
    expect(cells.error_count?.value).toBe(1)
    // The picture of /slow comes after 800 ms, its button is busy for 350 ms, its notice pushes the page down.
    const slow = await operator.query<Cells>({
      site: site.key,
      kind: 'aggregation',
      aggregate: ['lcp_p50', 'inp_p50', 'cls_p50', 'ttfb_p50', 'fcp_p50'],
      time: '1h',
      filters: [{ dimension: 'path', operator: 'eq', value: '/demo/slow' }],
    })
    expect(slow.data.lcp_p50?.interval?.sample_count).toBe(1)
    expect(slow.data.lcp_p50?.value).toBeGreaterThan(800)
    expect(slow.data.inp_p50?.value).toBeGreaterThan(330)
    expect(slow.data.cls_p50?.value).toBeGreaterThan(0)
    expect(slow.data.cls_p50?.value).toBeLessThan(1)
    expect(slow.data.ttfb_p50?.value).toBeGreaterThan(380)
    expect(slow.data.fcp_p50?.value).toBeGreaterThanOrEqual(slow.data.ttfb_p50?.value as number)

    await expect(aggregate('daily_visitor_count'), 'an hour is no whole day').rejects.toThrow('invalid_request')
    const more = await operator.query<Cells>({
      site: site.key,
      kind: 'aggregation',
      aggregate: ['bounce_rate', 'views_per_session', 'daily_visitor_count'],
      time: 'today',
    })
    expect(more.data.bounce_rate?.value).toBe(0)
    expect(more.data.views_per_session?.value).toBe(5)
    expect(more.data.daily_visitor_count?.value).toBe(1)

    const pages = await breakdown('path', 'pageview_count')
    expect(pages).toEqual({
      '/demo/': 1,
      '/demo/lamps': 1,
      [productPath]: 1,
      '/demo/slow': 1,
      '/demo/broken': 1,
    })
    expect(await breakdown('entry_path', 'session_count')).toEqual({ '/demo/': 1 })
    expect(await breakdown('browser', 'session_count')).toEqual({ Chrome: 1 })
    expect(await breakdown('country', 'session_count')).toEqual({ GB: 1 })
    expect(await breakdown('language', 'session_count')).toEqual({ de: 1 })
    expect(await breakdown('inp_target', 'inp_p75')).toHaveProperty(['button[data-rum=count-stars]'])

    const groups = await operator.query<{ data: ErrorGroupRow[] }>({
      site: site.key,
      kind: 'error_groups',
      aggregate: ['error_count'],
      time: '1h',
    })
    expect(groups.data).toHaveLength(1)
    expect(groups.data[0]).toMatchObject({ error_type: 'TypeError', error_count: 1, session_count: 1 })
    expect(groups.data[0]?.frames[0]).toContain('/demo/js/broken.js')
  })

  test('shows on the dashboard itself', { timeout: 60_000 }, async () => {
    const page = await person.newPage()
    await page.goto(`${server.origin}/login`)
    await page.getByLabel('Email').fill(OPERATOR.email)
    await page.getByLabel('Password').fill(OPERATOR.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: site.name }).first().click()
    const soon = { timeout: VISIBLE_WITHIN_MS }
    const figures = page.getByRole('list', { name: 'Figures of the period' })
    await figures.getByRole('button', { name: /Pageviews\s*5\b/ }).waitFor(soon)
    await figures.getByRole('button', { name: /Sessions\s*1\b/ }).waitFor(soon)
    await page.getByText('/demo/slow').first().waitFor(soon)
    await page.getByRole('link', { name: 'Performance' }).click()
    await page.getByRole('button', { name: /^LCP.*\d+(\.\d+)? m?s/ }).waitFor(soon)
    await page.getByRole('button', { name: /^INP.*\d+ ms/ }).waitFor(soon)
    await page.getByRole('button', { name: /^CLS.*0\.\d+/ }).waitFor(soon)
    await page.getByRole('button', { name: /^TTFB.*\d+ ms/ }).waitFor(soon)
    await page.getByRole('link', { name: 'Errors' }).click()
    await page.getByText('TypeError').first().waitFor(soon)
    await page.close()
  })

  test('of a default headless browser counts as filtered/bot and nothing else', { timeout: 60_000 }, async () => {
    const before = await aggregate('pageview_count')
    const robot = await openChromium('robot')
    const page = await robot.newPage()
    await page.goto(server.demoUrl)
    await page.waitForLoadState('networkidle')
    await robot.close()
    const bots = await eventually(async () => {
      const { data } = await operator.get<{ data: OutcomeRow[] }>(`/api/sites/${site.key}/outcomes`)
      return data.find((row) => row.outcome === 'filtered' && row.reason === 'bot')
    }, VISIBLE_WITHIN_MS)
    expect(bots.count).toBeGreaterThanOrEqual(1)
    expect(await aggregate('pageview_count')).toEqual(before)
  })

  test('leaves no address, user agent or query string on the disk', { timeout: 60_000 }, async () => {
    await server.stop()
    const planted = await findBytes(server.dataDir, [OPERATOR.email])
    expect(planted.length, 'the search finds what is known to be there').toBeGreaterThan(0)
    expect(
      await findBytes(server.dataDir, [PERSON_USER_AGENT, '149.0.7731.99', QUERY_CANARY, FRAGMENT_CANARY, ADDRESS]),
    ).toEqual([])
  })

  async function breakdown(group_by: DimensionName, metric: MetricName): Promise<Record<string, unknown>> {
    const { data } = await operator.query<Rows>({
      site: site.key,
      kind: 'breakdown',
      aggregate: [metric],
      group_by,
      time: '1h',
    })
    return Object.fromEntries(
      data.filter((row) => row[group_by] !== '').map((row) => [String(row[group_by]), row[metric]]),
    )
  }
})

/** Home with a query and a fragment, the lamps, one lamp, the slow page with a click, the page that throws. */
async function walkThroughShop(page: Page, demoUrl: string): Promise<string> {
  await page.goto(
    `${demoUrl}?utm_source=letter&email=${QUERY_CANARY}%40example.org&id=${QUERY_CANARY}#${FRAGMENT_CANARY}`,
  )
  await page.waitForLoadState('networkidle')
  await page.getByRole('link', { name: 'See all lamps' }).click()
  await page.waitForLoadState('networkidle')
  await page.locator('.card a').first().click()
  await page.waitForLoadState('networkidle')
  const productPath = new URL(page.url()).pathname
  await page.goto(`${demoUrl}slow`)
  await page.waitForLoadState('networkidle')
  // The notice that shifts the page comes 900 ms after the script.
  await page.getByText('Clear nights this week').waitFor()
  await page.getByRole('button', { name: 'Count the stars' }).click()
  await page.evaluate(interactionMeasured)
  await page.goto(`${demoUrl}broken`)
  await page.waitForLoadState('networkidle')
  return productPath
}
