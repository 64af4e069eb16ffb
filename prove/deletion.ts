import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { batchBody } from '@lethe/testkit'
import { PERSON_USER_AGENT } from '../test/browsers.ts'
import { type Claims, count, openClaims } from './report/claims.ts'
import { CanarySearch, type Finding, PLANTED } from './search/canary-search.ts'
import type { Canary } from './search/forms.ts'
import { bytesOf, dumpTables, filesBelow } from './subject/evidence-files.ts'
import { numberArgument } from './subject/number-argument.ts'
import { type Owner, openOwner } from './subject/owner.ts'
import { type Subject, startSubject } from './subject/server.ts'
import { inTurns } from './subject/visitors.ts'

/*
 * Three sites with words that are found nowhere else. The data of one is deleted, then more comes to it, then the site itself goes;
 * the figures of the others are compared before and after, and every byte of the data folder is searched. About a minute.
 */
const VISITS = numberArgument('--visits', 600)
const DONE_WITHIN_MS = 60_000
const mark = `${process.pid}${Date.now()}`
const planted: Canary = { kind: PLANTED, text: `planted-${mark}` }

interface ProvenSite {
  readonly key: string
  readonly client_key: string
  readonly name: string
  /** Letters only: digits would be taken for an id and replaced. */
  readonly word: string
}

const WORDS = ['quillfeather', 'brambleworth', 'saltmarrow']

async function makeSites(owner: Owner): Promise<ProvenSite[]> {
  const sites: ProvenSite[] = []
  for (const [at, word] of WORDS.entries()) {
    const name = `Site number ${at} ${mark}`
    sites.push({ ...(await owner.ask<ProvenSite>('POST', '/api/sites', { name })), word })
  }
  return sites
}

/** A word of the site in every place where a text may be stored. */
async function visit(origin: string, { client_key, word }: ProvenSite, at: number): Promise<number> {
  const id = `${word}-${at}-${mark}`
  const body = batchBody({
    client_key,
    environment: `${word}env`,
    release: `${word}release`,
    pages: [{ id, url: `https://${word}.example/${word}/page?utm_campaign=${word}utm` }],
    items: [
      { id: `${id}1`, page: id, type: 'pageview', age_ms: 20 },
      { id: `${id}2`, page: id, type: 'event', age_ms: 10, name: `${word}event`, props: { plan: `${word}prop` } },
      { id: `${id}3`, page: id, type: 'error', age_ms: 5, error_type: 'TypeError', message: `${word} is broken` },
    ],
  } as Parameters<typeof batchBody>[0])
  const headers = {
    'content-type': 'text/plain',
    'user-agent': PERSON_USER_AGENT,
    'x-forwarded-for': `151.${100 + (at % 100)}.17.${1 + (at % 250)}`,
  }
  const answer = await fetch(`${origin}/api/rum/events`, { method: 'POST', headers, body: JSON.stringify(body) })
  await answer.arrayBuffer()
  return answer.status
}

const load = async (subject: Subject, sites: readonly ProvenSite[], visits: number): Promise<number> => {
  const work = Array.from({ length: visits }, (_, at) => ({ site: sites[at % sites.length] as ProvenSite, at }))
  const statuses = await inTurns(work, ({ site, at }) => visit(subject.origin, site, at))
  return statuses.filter((status) => status === 202).length
}

/** Everything that the dashboard would ask of a site, as text; without how long the answer took. */
async function figuresOf(owner: Owner, { key, word }: ProvenSite): Promise<string> {
  const day = 86_400_000
  const midnight = Math.floor(Date.now() / day) * day
  const time = { time: 'custom', start: new Date(midnight - day), end: new Date(midnight + day) }
  const asked = { site: key, environment: `${word}env`, ...time }
  const aggregate = ['pageview_count', 'session_count', 'daily_visitor_count', 'bounce_rate', 'event_count']
  const questions = [
    { ...asked, kind: 'aggregation', aggregate },
    { ...asked, kind: 'timeseries', aggregate: ['pageview_count'], time_bucket: 'hour' },
    ...['path', 'country', 'browser', 'release', 'event_name', 'utm_campaign'].map((group_by) => ({
      ...asked,
      kind: 'breakdown',
      aggregate: ['session_count'],
      group_by,
    })),
    { ...asked, kind: 'error_groups', aggregate: ['error_count'] },
  ]
  const answers = await Promise.all(questions.map((body) => owner.ask<object>('POST', '/api/sites/query', body)))
  const rows = await owner.text('POST', `/api/sites/${key}/export`, { format: 'ndjson' })
  return JSON.stringify([answers, rows.split('\n').sort()]).replace(/"elapsed_ms":[\d.]+/g, '')
}

async function rowsOf(owner: Owner, site: ProvenSite): Promise<number> {
  return (await owner.ask<{ row_count: number }>('GET', `/api/sites/${site.key}/storage`)).row_count
}

async function until(isReady: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + DONE_WITHIN_MS; Date.now() < deadline; await wait(200))
    if (await isReady()) return true
  return false
}

const canariesOf = ({ word, name, key, client_key }: ProvenSite): Canary[] => [
  { kind: 'word', text: word },
  { kind: 'name', text: name },
  { kind: 'key', text: key },
  { kind: 'client key', text: client_key },
]

const detail = ({ byKind, byForm }: Finding): string =>
  [...Object.entries(byKind), ...Object.entries(byForm)].map(([kind, found]) => ` ${kind} ${count(found)}`).join(',')

interface Look {
  readonly claims: Claims
  readonly dataDir: string
  readonly canaries: readonly Canary[]
  readonly when: string
}

async function checkDisk({ claims, dataDir, canaries, when }: Look): Promise<void> {
  const search = new CanarySearch([...canaries, planted])
  const files = filesBelow(dataDir)
  const found = await search.inBytes(bytesOf(files))
  const measured = `${count(found.places)} places in ${count(files.length)} files${found.places > 0 ? `:${detail(found)}` : ''}`
  claims.check(`no byte of it in any file, ${when}`, measured, found.places === 0)
  const plant = join(dataDir, 'planted.bin')
  writeFileSync(plant, `x${planted.text}`)
  const self = await search.inBytes(bytesOf([plant]))
  claims.check(
    `self-check: what is planted in a file is found, ${when}`,
    self.isPlantFound ? 'found' : 'NOT FOUND',
    self.isPlantFound,
  )
  writeFileSync(plant, '')
}

/** Parts of the engine are compressed: what is on the disk must be what the engine reads. */
async function checkParts({ claims, dataDir, canaries }: Look): Promise<void> {
  const tables = await dumpTables(dataDir, { path: `/${planted.text}` })
  const search = new CanarySearch([...canaries, planted])
  const found = await search.inBytes(tables.map(({ table, rows }) => Buffer.from(`\n${table} ${JSON.stringify(rows)}`)))
  claims.check(
    `no row of it in ${tables.length} tables, decompressed`,
    `${count(found.places)} places${detail(found)}`,
    found.places === 0,
  )
  claims.check(
    'self-check: what is planted in a table is found',
    found.isPlantFound ? 'found' : 'NOT FOUND',
    found.isPlantFound,
  )
}

/** `retention_month_min_max_level`; what the engine has replaced lies beside until it is removed. */
const partsOnDisk = (dataDir: string): number =>
  new Set(
    readdirSync(join(dataDir, 'events'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[\w-]+_\d+_\d+_\d+(_\d+)?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  ).size

async function prove(claims: Claims, subject: Subject): Promise<void> {
  const owner = await openOwner(subject.origin, readFileSync(subject.logFile, 'utf8'))
  const sites = await makeSites(owner)
  const [gone, ...others] = sites as [ProvenSite, ProvenSite, ProvenSite]
  const canaries = canariesOf(gone)
  const words = canaries.filter(({ kind }) => kind === 'word')
  const taken = await load(subject, sites, VISITS)
  claims.check('beacons taken', `${count(taken)} of ${count(VISITS)}`, taken === VISITS)
  const isStored = await until(async () => {
    const rows = await Promise.all(sites.map((site) => rowsOf(owner, site)))
    return rows.reduce((sum, each) => sum + each, 0) === VISITS * 3
  })
  claims.check('all items of the load are stored', isStored ? `${count(VISITS * 3)} rows` : 'NOT ALL', isStored)
  const before = await Promise.all(others.map((site) => figuresOf(owner, site)))
  const there = await new CanarySearch([...canaries, planted]).inBytes(bytesOf(filesBelow(subject.dataDir)))
  claims.check('self-check: before, the files do hold it', `${count(there.places)} places`, there.places > 0)

  const request = { scope: 'all', confirm: gone.name }
  await owner.ask('POST', `/api/sites/${gone.key}/delete`, request)
  const isDone = await until(async () => {
    const { data } = await owner.ask<{ data: { state: string }[] }>('GET', `/api/sites/${gone.key}/deletions`)
    return data[0]?.state === 'done'
  })
  claims.check('deleting its data is done and written down', isDone ? 'done' : 'NOT DONE', isDone)
  await checkDisk({ claims, dataDir: subject.dataDir, canaries: words, when: 'data deleted' })
  const after = await Promise.all(others.map((site) => figuresOf(owner, site)))
  claims.check(
    'figures and rows of the others',
    `${count(before.join('').length)} characters compared`,
    before.join() === after.join(),
  )

  await load(subject, [gone], VISITS / 3)
  const status = await owner.status('DELETE', `/api/sites/${gone.key}`)
  claims.check('deleting the site, while visits of it are on their way', `answered ${status}`, status === 204)
  await checkDisk({ claims, dataDir: subject.dataDir, canaries, when: 'site deleted, server running' })
  const last = await Promise.all(others.map((site) => figuresOf(owner, site)))
  claims.check('figures and rows of the others, again', 'compared', before.join() === last.join())
  claims.note('parts of the engine on the disk', partsOnDisk(subject.dataDir))
  await subject.stop()
  const look = { claims, dataDir: subject.dataDir, canaries, when: 'server stopped' }
  await checkDisk(look)
  await checkParts(look)
}

const claims = openClaims('deletion')
const subject = await startSubject()
try {
  await prove(claims, subject)
} finally {
  await subject.remove()
}
claims.finish()
