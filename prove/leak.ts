import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '@lethe/testkit'
import { confirmSuspects, type Recompute, secondsForAllIpv4 } from './attack/confirm.ts'
import { Evidence, secretsIn } from './attack/evidence.ts'
import { SCHEMES, type Scheme } from './attack/schemes.ts'
import { recomputeVisitorKey, type Suspect, scopeOf } from './attack/visitor-key.ts'
import { count, duration, openClaims } from './report/claims.ts'
import { ByteSearch } from './search/byte-search.ts'
import { dumpTables, filesBelow, withCoreDump } from './subject/evidence-files.ts'
import { startSubject } from './subject/server.ts'
import { demoClientKey, inTurns, inventVisitors, type KnownVisitor, visitPage } from './subject/visitors.ts'

/*
 * An attacker has the whole disk, the configuration and every secret, and knows the mechanism. Among candidates (address x user agent)
 * he wants to know who was there: he recomputes everybody's id under everything that could be the key, and looks whether it was stored.
 * The same attack on the same visits falls on Lethe and on two published schemes.
 */
const VISITORS = 200
const DECOYS = 800
/** User agents that the attacker tries with each address, the true one among them. */
const AGENTS_EACH = 3
const MAX_SECRETS = 600
const SCOPE = scopeOf(1, 'production')

const claims = openClaims('leak')
const people = inventVisitors(VISITORS + DECOYS, seededRandom(3)).filter(({ ip }) => !ip.includes(':'))
const visitors = people.slice(0, VISITORS)
const candidates = people.flatMap(({ ip }, at) =>
  Array.from({ length: AGENTS_EACH }, (_, next) => ({
    ip,
    user_agent: (people[(at + next) % people.length] as KnownVisitor).user_agent,
  })),
)
const wasThere = new Set(visitors.map(({ ip, user_agent }) => `${ip} ${user_agent}`))
const ours: Recompute = (secret, suspect) => recomputeVisitorKey(secret, SCOPE, suspect)

/** Splits who was confirmed into those who were there and those who were not. */
function judge(confirmed: readonly Suspect[]): { right: number; wrong: number } {
  const right = confirmed.filter(({ ip, user_agent }) => wasThere.has(`${ip} ${user_agent}`)).length
  return { right, wrong: confirmed.length - right }
}

/** What the attacker carries off: bytes to look ids up in, and all that could be a secret. */
interface Loot {
  readonly evidence: Evidence
  readonly secrets: readonly Buffer[]
}

function carryOff(files: readonly string[], texts: readonly string[], env: Readonly<Record<string, string>>): Loot {
  const evidence = new Evidence()
  const contents = files.map((file) => readFileSync(file)).sort((a, b) => a.length - b.length)
  for (const content of contents) evidence.add(content)
  for (const text of [...texts, JSON.stringify(env)]) evidence.add(Buffer.from(text))
  // What configures and secures comes first, then small files before large ones, since only so many secrets are tried.
  const places = [
    Object.values(env).join(' '),
    ...texts,
    ...contents.filter(({ length }) => length < 200_000).map((bytes) => bytes.toString('latin1')),
  ]
  const secrets = new Map(
    places.flatMap((text) => secretsIn(text, MAX_SECRETS)).map((secret) => [secret.toString('latin1'), secret]),
  )
  return { evidence, secrets: [...secrets.values()].slice(0, MAX_SECRETS) }
}

function attack(name: string, { evidence, secrets }: Loot, recompute: Recompute) {
  const { confirmed, tried, per_second } = confirmSuspects({
    suspects: candidates,
    secrets,
    recompute,
    has: (id) => evidence.has(id),
  })
  const { right, wrong } = judge(confirmed)
  const all = duration(secondsForAllIpv4(per_second))
  claims.note(
    `${name}: how hard`,
    `${count(tried)} tries with ${secrets.length} possible secrets, ${count(per_second)}/s; all IPv4 x 1,000 user agents: ${all} on one core, per secret`,
  )
  return { right, wrong }
}

function attackScheme(scheme: Scheme): void {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-leak-'))
  try {
    const env = scheme.store(folder, visitors, randomBytes)
    const { right, wrong } = attack(scheme.name, carryOff(filesBelow(folder), [], env), scheme.recompute)
    claims.check(
      `${scheme.name}: visitors confirmed`,
      `${right} of ${VISITORS}, and ${wrong} who were not there`,
      right === VISITORS && wrong === 0,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The very same candidates, with the live day key, in the live memory: this must find them. */
async function attackMemory(pid: number, dayKeys: readonly Buffer[]): Promise<void> {
  const suspects = new Map(candidates.map((suspect) => [`${suspect.ip} ${suspect.user_agent}`, suspect]))
  const needles = [...suspects].flatMap(([canary, suspect]) =>
    dayKeys.map((key) => ({ canary, kind: 'visitor key', form: 'binary', bytes: ours(key, suspect) })),
  )
  const found = await withCoreDump(pid, (chunks) => new ByteSearch(needles).countIn(chunks))
  if (found === null)
    return claims.note('self-check: with the live day key and live memory', 'NOT DONE: gdb is not installed')
  const { right, wrong } = judge([...new Set([...found.keys()].map(({ canary }) => suspects.get(canary) as Suspect))])
  claims.check(
    'self-check: Lethe with the live day key and the live memory',
    `${right} of ${VISITORS} confirmed, and ${wrong} who were not there`,
    right === VISITORS && wrong === 0,
  )
}

async function attackLethe(): Promise<void> {
  const subject = await startSubject()
  try {
    const target = { origin: subject.origin, client_key: await demoClientKey(subject.origin) }
    const drawnBefore = subject.drawn().length
    const statuses = await inTurns(visitors, (visitor) => visitPage(target, visitor))
    claims.check(
      'visits taken by Lethe',
      `${statuses.filter((status) => status === 202).length} of ${VISITORS}`,
      statuses.every((status) => status === 202),
    )
    const dayKeys = subject.drawn().slice(drawnBefore)
    await attackMemory(subject.pid, dayKeys)
    await subject.stop()
    const tables = await dumpTables(subject.dataDir)
    const stored = tables.find(({ table }) => table === 'events')?.rows.length ?? 0
    claims.check('rows of them on disk', count(stored), stored === VISITORS * 2)
    const texts = tables.reverse().map(({ rows }) => JSON.stringify(rows))
    const loot = carryOff([...filesBelow(subject.dataDir), subject.logFile], texts, subject.env)
    claims.note(
      'Lethe: carried off',
      `${count(loot.evidence.size)} different 8-byte strings, of every file, table, log line and setting`,
    )
    const { right, wrong } = attack('Lethe', loot, ours)
    claims.check('Lethe: visitors confirmed', `${right} of ${VISITORS}`, right + wrong === 0)
    const keysOnDisk = dayKeys.filter((key) => loot.evidence.has(key)).length
    claims.check(
      'Lethe: the day key itself on the disk',
      `${keysOnDisk} of ${dayKeys.length}`,
      keysOnDisk === 0 && dayKeys.length > 0,
    )
    const handed = attack('Lethe, day key handed over', { ...loot, secrets: dayKeys }, ours)
    claims.check(
      'Lethe: visitors confirmed on disk, day key handed over',
      `${handed.right} of ${VISITORS}`,
      handed.right + handed.wrong === 0,
    )
  } finally {
    await subject.remove()
  }
}

claims.note(
  'visitors, hidden among candidates',
  `${VISITORS} among ${count(candidates.length)} (${count(people.length)} addresses x ${AGENTS_EACH} user agents)`,
)
for (const scheme of SCHEMES) attackScheme(scheme)
await attackLethe()
claims.finish()
