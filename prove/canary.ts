import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '@lethe/testkit'
import { hasChromium, PERSON_USER_AGENT } from '../test/browsers.ts'
import { keyCanaries, scopeOf } from './attack/visitor-key.ts'
import { type Claims, count, openClaims } from './report/claims.ts'
import { CanarySearch, type Finding, PLANTED } from './search/canary-search.ts'
import type { Canary } from './search/forms.ts'
import { browseDemo } from './subject/browse.ts'
import { bytesOf, dumpTables, filesBelow, withCoreDump } from './subject/evidence-files.ts'
import { leaveLastRequest } from './subject/last-request.ts'
import { numberArgument } from './subject/number-argument.ts'
import { sendRefused } from './subject/refusals.ts'
import { type Subject, startSubject } from './subject/server.ts'
import { canariesOf, demoClientKey, inTurns, inventVisitors, type KnownVisitor, visitPage } from './subject/visitors.ts'

/*
 * Sends real traffic whose every personal fact is known to the real server, then looks for these facts in everything that the
 * server leaves: files, logs, tables, objects in memory, core dumps. About three minutes.
 */
const VISITORS = numberArgument('--visitors', 2_000)
const ORDINARY_MS = numberArgument('--ordinary-ms', 60_000)
const SWEEP_WITHIN_MS = 35_000
const OVERNIGHT_MS = 25 * 3_600_000
const BROWSER: KnownVisitor = {
  ip: '151.234.179.201',
  user_agent: PERSON_USER_AGENT,
  email: 'browser.canary@example.org',
  name: 'Browser Canary-5417',
}
const planted: Canary = { kind: PLANTED, text: ['planted', process.pid, Date.now()].join('-') }
const visitors = inventVisitors(VISITORS, seededRandom(20_261_123))
const strangers = inventVisitors(1_000, seededRandom(7))
const last = visitors.at(-1) as KnownVisitor
const personal = [...visitors, ...(hasChromium ? [BROWSER] : [])].flatMap(canariesOf)

interface Run {
  readonly claims: Claims
  readonly subject: Subject
  readonly client_key: string
}

async function sendTraffic({ claims, subject, client_key }: Run): Promise<void> {
  const target = { origin: subject.origin, client_key }
  const statuses = await inTurns(visitors.slice(0, -1), (visitor) => visitPage(target, visitor))
  claims.check(
    'beacons taken',
    `${statuses.filter((status) => status === 202).length + 1} of ${VISITORS}`,
    statuses.every((status) => status === 202),
  )
  const refused = await inTurns(visitors.slice(0, 10), (visitor) => sendRefused(subject.origin, visitor), 2)
  claims.note(
    'requests refused on purpose',
    `${refused.flat().length} (${[...new Set(refused.flat())].sort().join(', ')})`,
  )
  if (hasChromium) await browseDemo(subject.origin, BROWSER)
  claims.note(
    'visit of a real browser',
    hasChromium ? 'Chromium, 4 pages of the demo shop' : 'NOT DONE: no Chromium here',
  )
}

/** Other people's page views, five a second. */
async function ordinaryTraffic({ subject, client_key }: Run, for_ms: number): Promise<void> {
  const until = performance.now() + for_ms
  for (let at = 0; performance.now() < until; at++) {
    await visitPage({ origin: subject.origin, client_key }, strangers[at % strangers.length] as KnownVisitor)
    await wait(200)
  }
}

const detail = ({ byKind, byForm, heldBy }: Finding): string =>
  [...Object.entries(byKind), ...Object.entries(byForm)].map(([name, n]) => ` ${name} ${count(n)}`).join(',') +
  heldBy
    .slice(0, 5)
    .map((way) => `\n    held by ${way}`)
    .join('')

function checkNone(claims: Claims, claim: string, found: Finding): void {
  const measured = `${count(found.canaries)} of ${count(personal.length)}${found.canaries > 0 ? `:${detail(found)}` : ''}`
  claims.check(claim, measured, found.canaries === 0)
}

function checkPlant(claims: Claims, where: string, found: Finding): void {
  claims.check(
    `self-check: a canary planted ${where} is found`,
    found.isPlantFound ? 'found' : 'NOT FOUND',
    found.isPlantFound,
  )
}

async function noteCoreDump({ claims, subject }: Run, search: CanarySearch, when: string): Promise<Finding | null> {
  const started = performance.now()
  const found = await withCoreDump(subject.pid, (chunks) => search.inBytes(chunks))
  if (process.env.PROVE_TIMES) console.error(`core dump ${when}: ${Math.round(performance.now() - started)} ms`)
  if (found === null) claims.note(`core dump ${when}`, 'NOT DONE: gcore (Debian package gdb) is not installed')
  else claims.note(`core dump ${when}: still there`, `${count(found.canaries)} different${detail(found)}`)
  return found
}

async function proveMemory(run: Run): Promise<readonly Canary[]> {
  const { claims, subject } = run
  await subject.hold(planted.text)
  const drawnBefore = subject.drawn().length
  await sendTraffic(run)
  const open = await leaveLastRequest({ origin: subject.origin, client_key: run.client_key }, last)
  const keys = keyCanaries(subject.drawn().slice(drawnBefore), scopeOf(1, 'production'), visitors)
  // The prover is told of keys in hex, which stays in the channel's buffers: only their bytes count in memory.
  const inMemory = new CanarySearch(
    [...personal, ...keys, planted],
    ({ kind, form }) => !kind.endsWith(' key') || form === 'binary',
  )
  const atOnce = await noteCoreDump(run, inMemory, 'at once')
  if (atOnce !== null) {
    checkPlant(claims, 'in memory (core dump)', atOnce)
    const alive = atOnce.byKind['visitor key'] ?? 0
    claims.check(
      'self-check: live memory does hold the keys of this day',
      `${count(alive)} visitor keys`,
      alive >= VISITORS,
    )
  }
  const heap = await new CanarySearch([...personal, planted]).inHeap(await subject.heapSnapshot())
  open.close()
  checkNone(claims, 'reachable objects right after the last request', heap)
  checkPlant(claims, 'in a live object', heap)
  await ordinaryTraffic(run, ORDINARY_MS)
  await noteCoreDump(run, inMemory, `after ${ORDINARY_MS / 1000} s of ordinary traffic`)
  await subject.moveClock(OVERNIGHT_MS)
  await ordinaryTraffic(run, SWEEP_WITHIN_MS)
  await noteCoreDump(run, inMemory, 'after the rotation of the keys')
  return keys
}

async function proveDisk({ claims, subject }: Run, keys: readonly Canary[], when: string): Promise<void> {
  const search = new CanarySearch([...personal, ...keys, planted])
  const files = filesBelow(subject.dataDir)
  checkNone(claims, `every byte of ${count(files.length)} files, ${when}`, await search.inBytes(bytesOf(files)))
  const plant = join(subject.dataDir, 'planted.bin')
  writeFileSync(plant, Buffer.from(`x${planted.text}`).toString('base64'))
  checkPlant(claims, `in a file, ${when}`, await search.inBytes(bytesOf(filesBelow(subject.dataDir))))
}

async function proveTables({ claims, subject }: Run, keys: readonly Canary[]): Promise<void> {
  const search = new CanarySearch([...personal, ...keys, planted])
  const tables = await dumpTables(subject.dataDir, { path: `/${planted.text}` })
  const events = tables.find(({ table }) => table === 'events')?.rows ?? []
  claims.check('rows stored of the load', `${count(events.length)} rows`, events.length >= VISITORS * 2)
  const found = await search.inBytes(tables.map(({ table, rows }) => Buffer.from(`\n${table} ${JSON.stringify(rows)}`)))
  checkNone(claims, `all ${tables.length} tables, decompressed`, found)
  checkPlant(claims, 'in a table', found)
  const log = await search.inBytes(bytesOf([subject.logFile]))
  checkNone(claims, 'log at the level debug', log)
}

const claims = openClaims('canary')
const subject = await startSubject()
try {
  const run = { claims, subject, client_key: await demoClientKey(subject.origin) }
  const keys = await proveMemory(run)
  await proveDisk(run, keys, 'server running')
  await subject.stop()
  await proveDisk(run, keys, 'server stopped')
  await proveTables(run, keys)
} finally {
  await subject.remove()
}
claims.finish()
