import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '@lethe/testkit'
import { count, openClaims } from './report/claims.ts'
import { dumpTables } from './subject/evidence-files.ts'
import { type KeptServer, keepServer } from './subject/kept-server.ts'
import { numberArgument } from './subject/number-argument.ts'
import { demoClientKey, inTurns, inventVisitors, type KnownVisitor, visitPage } from './subject/visitors.ts'

/*
 * Lets every visitor come twice, and has the server replaced by a successor (`lethe restart`) in the middle of the second round;
 * then kills the server instead, and lets them come once more. Reads the stored rows each time. One to two minutes.
 */
const VISITORS = numberArgument('--visitors', 10_000)
/** A visit is a page view and an event. */
const ITEMS = 2
const WRITTEN_WITHIN_MS = 2_000

interface Round {
  /** Answers 503; each was sent again a second later, as the tracker does. */
  readonly refused: number
  /** Cut off, or connections refused. */
  readonly broken: number
  readonly slowest_ms: number
}

/** One visit of everybody; `onWay` is called when a fifth of them are through. */
async function round(server: KeptServer, client_key: string, onWay: () => void = () => undefined): Promise<Round> {
  const seen = { refused: 0, broken: 0, slowest_ms: 0 }
  let through = 0
  const visit = async (visitor: KnownVisitor) => {
    for (;;) {
      const started = performance.now()
      const status = await visitPage({ origin: server.origin, client_key }, visitor).catch(() => 0)
      seen.slowest_ms = Math.max(seen.slowest_ms, performance.now() - started)
      if (status === 202) break
      if (status === 503) seen.refused++
      else seen.broken++
      await wait(1_000)
    }
    if (++through === Math.floor(VISITORS / 5)) onWay()
  }
  await inTurns(visitors, visit, 16)
  return seen
}

interface Stored {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly sessions: number
  /** Rows that say that their visitor had not been there today. */
  readonly firsts: number
}

/** What is in the folder of a server that has ended. */
async function stored(): Promise<Stored> {
  const [events] = await dumpTables(dataDir)
  const rows = events?.rows ?? []
  return {
    rows,
    sessions: new Set(rows.map((row) => row.session_id)).size,
    firsts: rows.filter((row) => row.is_first_of_day === 1).length,
  }
}

const claims = openClaims('restart')
const dataDir = mkdtempSync(join(tmpdir(), 'lethe-prove-'))
const visitors = inventVisitors(VISITORS, seededRandom(11))
let server = await keepServer(dataDir)
try {
  const client_key = await demoClientKey(server.origin)
  await round(server, client_key)
  const names = readdirSync(dataDir).sort()
  let restarting: ReturnType<KeptServer['restart']> | undefined
  const second = await round(server, client_key, () => {
    restarting = server.restart()
  })
  const { code, printed } = (await restarting) ?? { code: -1, printed: '' }
  const sentence = printed.trim().split('\n').at(-1) ?? ''
  claims.check('lethe restart, in the middle of the second visits', sentence, code === 0)
  claims.check(
    'self-check: it took everybody over',
    /[\d,]+ sessions of \d+ site/.exec(sentence)?.[0] ?? 'NOT SAID',
    sentence.includes(`${VISITORS.toLocaleString('en-GB')} sessions of 1 site`),
  )
  claims.check('requests cut off, or connections refused', second.broken, second.broken === 0)
  claims.note('requests answered 503, to come again in a second', second.refused)
  claims.note('slowest request of the round', `${(second.slowest_ms / 1000).toFixed(1)} s`)
  const left = readdirSync(dataDir).filter((name) => !names.includes(name))
  claims.check('files that the takeover left', left.length === 0 ? 'none' : left.join(', '), left.length === 0)
  // What waits in memory for the store is lost by a kill, as documented; here the sessions are looked at.
  await wait(WRITTEN_WITHIN_MS)
  await server.kill()
  const before = await stored()
  claims.check(
    'sessions that split',
    `${count(before.sessions - VISITORS)} of ${count(VISITORS)}`,
    before.sessions === VISITORS,
  )
  claims.check('visitors of the day counted again', count(before.firsts - VISITORS), before.firsts === VISITORS)
  claims.check(
    'items stored, of those accepted in both rounds',
    `${count(before.rows.length)} of ${count(2 * ITEMS * VISITORS)}`,
    before.rows.length === 2 * ITEMS * VISITORS,
  )

  server = await keepServer(dataDir)
  await round(server, client_key)
  await server.stop()
  const after = await stored()
  claims.check(
    'self-check: after kill -9 and a start, sessions that split',
    `${count(after.sessions - VISITORS)} of ${count(VISITORS)}`,
    after.sessions === 2 * VISITORS,
  )
  claims.check(
    'self-check: ... visitors of the day counted again',
    `${count(after.firsts - VISITORS)} of ${count(VISITORS)}`,
    after.firsts === 2 * VISITORS,
  )
  const kept = new Set(after.rows.map((row) => JSON.stringify(row)))
  const changed = before.rows.filter((row) => !kept.has(JSON.stringify(row))).length
  claims.check('... rows stored before that changed or went', count(changed), changed === 0)
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
claims.finish()
