import { DIMENSION_NAMES, type Site } from '@lethe/catalogue'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ByteSearch } from '../prove/search/byte-search.ts'
import { needlesOf } from '../prove/search/forms.ts'
import { bytesOf, dumpTables, filesBelow } from '../prove/subject/evidence-files.ts'
import { hasChromium, openChromium } from './browsers.ts'
import { CANARIES, KEPT_KEYS, LEAKS, VISITS } from './canary-visit/canaries.ts'
import { DROPPED_KEY, HARMLESS_PATH, leakEverywhere, leakInElements } from './canary-visit/leak-everywhere.ts'
import { type LeakySite, openLeakySite } from './canary-visit/leaky-site.ts'
import { OPERATOR, type Operator, setUpOperator } from './operator.ts'
import { eventually, type StartedServer, startServer } from './started-server.ts'

const STORED_WITHIN_MS = 20_000
/** Known to be in the settings, so every search of what tells of them must find it. */
const PLANTED = `Planted ${process.pid}-${Date.now()}`
const plants = [PLANTED, HARMLESS_PATH].map((text) => ({ kind: 'planted', text }))
const search = new ByteSearch([...plants, ...CANARIES].flatMap(needlesOf))

/** Everything found, each as `kind: spelling of what`. */
async function foundIn(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string[]> {
  const counts = await search.countIn(chunks)
  return [...new Set([...counts.keys()].map(({ kind, form, canary }) => `${kind}: ${form} of ${canary}`))].sort()
}

/** What the few detectors of the script do not know; everything else that is plain stays in the browser. */
const LEFT_TO_THE_SERVER = [
  'API key',
  'CPF',
  'DNI',
  'IBAN',
  'UUID',
  'coordinates',
  'date of birth',
  'home folder',
  'home folder on Windows',
  'name',
  'national phone',
]

/** No canary, but what was planted: so the search does find. */
async function expectOnlyPlanted(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, plant = PLANTED): Promise<void> {
  const found = await foundIn(chunks)
  expect(found.filter((line) => !line.startsWith('planted: '))).toEqual([])
  expect(found).toContain(`planted: raw of ${plant}`)
}

/** A real visit to addresses and errors full of personal data, on a site whose owner keeps all that can be kept. */
describe.skipIf(!hasChromium)('of a visit full of personal data', () => {
  let server: StartedServer
  let operator: Operator
  let site: Site
  let leaky: LeakySite
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await startServer()
    operator = await setUpOperator(server)
    const made = await operator.send('POST', '/api/sites', {
      name: PLANTED,
      query_params: KEPT_KEYS,
      include_fragment: true,
    })
    site = (await made.json()) as Site
    leaky = await openLeakySite(server.origin, site.client_key)
    browser = await openChromium('person')
    page = await browser.newPage()
    for (const { leak, spelling } of VISITS) await leakEverywhere(page, leaky.origin, leak, spelling)
    await leakInElements(page, leaky.origin)
    await eventually(async () => (await viewCount()) >= VISITS.length + 2, STORED_WITHIN_MS)
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await leaky?.close()
    await server?.stop()
    await server?.removeData()
  })

  test('the browser keeps back what is plain, and all that nobody asked for', async () => {
    const bodies = leaky.arrivals.map(({ body }) => body).join('\n')
    expect(bodies).not.toContain(DROPPED_KEY)
    expect(await kindsThatLeft()).toEqual(LEFT_TO_THE_SERVER)
  })

  test('nothing is in the answers of the API', async () => {
    const answers = await everyAnswer()
    expect(answers.length).toBeGreaterThan(DIMENSION_NAMES.length)
    expect(answers.join('\n')).toContain('[email]')
    await expectOnlyPlanted([Buffer.from(answers.join('\n'))])
  })

  test('nothing is on the pages of the dashboard', async () => {
    const shown = await everyPage()
    expect(shown.join('\n')).toContain('[email]')
    await expectOnlyPlanted([Buffer.from(shown.join('\n'))])
  })

  test('nothing is in a log', async () => {
    expect(await foundIn([Buffer.from(server.output())])).toEqual([])
    await expectOnlyPlanted([Buffer.from(server.output() + PLANTED)])
  })

  test('nothing is on the disk or in a table', { timeout: 120_000 }, async () => {
    await expectOnlyPlanted(bytesOf(filesBelow(server.dataDir)))
    await server.stop()
    await expectOnlyPlanted(bytesOf(filesBelow(server.dataDir)))
    const tables = await dumpTables(server.dataDir)
    const events = tables.find(({ table }) => table === 'events')?.rows ?? []
    expect(events.length).toBeGreaterThan(VISITS.length * 5)
    await expectOnlyPlanted(tables.map(({ table, rows }) => Buffer.from(`\n${table} ${JSON.stringify(rows)}`)))
    await expectOnlyPlanted([Buffer.from(JSON.stringify(events))], HARMLESS_PATH)
  })

  async function viewCount(): Promise<number> {
    const answer = await operator.query<{ data: { pageview_count: { value: number } } }>({
      site: site.key,
      kind: 'aggregation',
      aggregate: ['pageview_count'],
      time: '1h',
    })
    return answer.data.pageview_count.value
  }

  /** Kinds that left the browser as they were written, other than in names of events and addresses of scripts. */
  async function kindsThatLeft(): Promise<string[]> {
    const plain = leaky.arrivals.filter(({ beacon }) => beacon.pages[0]?.url.includes('/plain/'))
    expect(plain.length).toBeGreaterThanOrEqual(LEAKS.length)
    const withoutNames = (name: string, value: unknown) =>
      ['name', 'stack', 'filename'].includes(name) ? undefined : value
    const found = await foundIn(plain.map(({ beacon }) => Buffer.from(JSON.stringify(beacon, withoutNames))))
    return [...new Set(found.map((line) => line.replace(/:.*/, '')))].sort()
  }

  /** What every reading endpoint of the API document says, and every dimension under metrics of every sort. */
  async function everyAnswer(): Promise<string[]> {
    const { paths } = await operator.get<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json')
    const reading = Object.keys(paths).filter((path) => paths[path]?.get)
    expect(reading).toContain('/api/sites/{key}')
    const addresses = [...reading, '/api/sites/{key}?withSnippet=true', `/privacy/${site.client_key}`]
    const answers = addresses.map(async (path) => {
      const answer = await operator.send('GET', path.replace('{key}', site.key))
      expect([path, answer.status]).toEqual([path, 200])
      return answer.text()
    })
    return [...(await Promise.all(answers)), ...(await everyQuery())]
  }

  async function everyQuery(): Promise<string[]> {
    const answers: string[] = []
    const ask = async (request: object) => {
      const answer = await operator.send('POST', '/api/sites/query', { site: site.key, time: '1h', ...request })
      answers.push(await answer.text())
      return answer
    }
    for (const group_by of DIMENSION_NAMES) {
      const vital = /^(lcp|inp|cls)_/.exec(group_by)?.[1]
      const aggregate = vital === undefined ? ['pageview_count', 'event_count', 'error_count'] : [`${vital}_p75`]
      const { status } = await ask({ kind: 'breakdown', aggregate, group_by, page_size: 1000 })
      expect(status, group_by).toBe(200)
    }
    for (const kind of ['error_groups', 'timeseries', 'aggregation'])
      expect((await ask({ kind, aggregate: ['error_count'] })).status, kind).toBe(200)
    return answers
  }

  /** The whole document of each page of the dashboard, with the errors opened. */
  async function everyPage(): Promise<string[]> {
    const dashboard = await browser.newPage()
    const shown: string[] = []
    await dashboard.goto(`${server.origin}/login`)
    await dashboard.getByLabel('Email').fill(OPERATOR.email)
    await dashboard.getByLabel('Password').fill(OPERATOR.password)
    await dashboard.getByRole('button', { name: 'Sign in' }).click()
    await dashboard.getByRole('link', { name: PLANTED }).first().waitFor()
    for (const part of ['', '/performance', '/errors', '/privacy', '/settings']) {
      await dashboard.goto(`${server.origin}/sites/${site.key}${part}`, { waitUntil: 'networkidle' })
      shown.push(await dashboard.content())
    }
    await dashboard.close()
    return shown
  }
})
