import { createCipheriv, createHmac } from 'node:crypto'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity } from '@lethe/identity'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { fakeClock, type SeededRandom, seededRandom } from '@lethe/testkit'
import {
  byNearestId,
  countCorrect,
  type Matcher,
  matchersWithin,
  poissonBand,
  type StoredSession,
} from './match/match-days.ts'
import { count, openClaims } from './report/claims.ts'
import { numberArgument } from './subject/number-argument.ts'
import { inventVisitors, type KnownVisitor } from './subject/visitors.ts'

/*
 * The same visitors on day d and on day d + 1, through the real identity with a moved clock; then every session of the first day is
 * matched with one of the second by what is stored. Session-scoped dimensions (country, browser, ...) are equal by nature for the same
 * visitor with the same device, so the claim is about what is ours: session ids and the order of rows add nothing to them.
 * Randomness is AES-256-CTR under a seed, so that the figures come out again; `--seed N` takes another.
 */
const VISITORS = numberArgument('--visitors', 10_000)
const SEED = numberArgument('--seed', 1)
const DAY_MS = 86_400_000
const FIRST_DAY = Date.parse('2026-11-23T00:00:00Z')
const COUNTRIES = ['DE', 'FR', 'US', 'GB', 'NL', 'AT', 'CH', 'SE', 'PL', 'IT'] as const
const BROWSERS = ['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet'] as const
const SYSTEMS = ['Windows', 'iOS', 'Android', 'macOS', 'Linux'] as const

interface Person extends KnownVisitor {
  readonly entry: EntryFacts
  readonly dimensions: string
}

/** What is stored of a day's sessions, and, for the count only, whose they are. */
interface Day {
  readonly sessions: readonly StoredSession[]
  readonly owners: readonly number[]
}

const claims = openClaims('linkage')
const random = seededRandom(SEED)
const stream = createCipheriv('aes-256-ctr', Buffer.alloc(32, SEED), Buffer.alloc(16))
const randomBytes = (length: number): Uint8Array => stream.update(Buffer.alloc(length))

function invent(): Person[] {
  return inventVisitors(VISITORS, random).map((visitor) => {
    const facts = [
      random.pick(COUNTRIES),
      random.pick(BROWSERS),
      random.pick(SYSTEMS),
      String(1 + random.below(12)),
    ] as const
    const [country, browser, os, browser_major] = facts
    const known: Record<string, string> = { country, browser, os, browser_major }
    const entry = Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, known[name] ?? ''])) as EntryFacts
    return { ...visitor, entry, dimensions: facts.join('|') }
  })
}

/** Everybody comes once, at a time of day that is no habit, and looks at one to four pages. */
function hitsOf(start: number, persons: readonly Person[], chance: SeededRandom): { at: number; person: number }[] {
  return persons
    .flatMap((_, person) => {
      const first = start + 60_000 + chance.below(DAY_MS - 2 * 3_600_000)
      return Array.from({ length: 1 + chance.below(4) }, (_, view) => ({
        at: first + view * chance.below(600_000),
        person,
      }))
    })
    .sort((a, b) => a.at - b.at)
}

async function liveThrough(start: number, persons: readonly Person[]): Promise<Day> {
  const sessions = new Map<string, { session: StoredSession; owner: number }>()
  for (const { at, person } of hitsOf(start, persons, random)) {
    clock.set(at)
    const { ip, user_agent, entry, dimensions } = persons[person] as Person
    const item = { type: 'pageview', is_automatic: false, page_id: '', path: '/', age_ms: 0, entry } as const
    const visit = { site_id: 1, environment: 'production', timezone: 'UTC', ip, user_agent, items: [item] }
    const session_id = (await identity.identify(visit))[0]?.session_id as string
    if (!sessions.has(session_id))
      sessions.set(session_id, { session: { session_id, rank: sessions.size, dimensions }, owner: person })
  }
  await identity.sweep()
  const all = [...sessions.values()]
  return { sessions: all.map(({ session }) => session), owners: all.map(({ owner }) => owner) }
}

const clock = fakeClock(FIRST_DAY)
const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: clock.now }), randomBytes })
const persons = invent()
const first = await liveThrough(FIRST_DAY, persons)
const second = await liveThrough(FIRST_DAY + DAY_MS, persons)
await identity.close()

claims.check(
  'visitors who came on both days, one session a day',
  `${count(first.owners.length)} and ${count(second.owners.length)}`,
  first.owners.length === VISITORS && second.owners.length === VISITORS,
)
const shared = new Set(first.sessions.map(({ session_id }) => session_id))
const again = second.sessions.filter(({ session_id }) => shared.has(session_id)).length
claims.check('session ids that occur on both days', again, again === 0)

const correctBy = (match: Matcher, one: Day, other: Day) =>
  countCorrect(match(one.sessions, other.sessions), one.owners, other.owners)
const alone: Record<string, Matcher> = { ...matchersWithin(() => ''), 'ids, fewest different bits': byNearestId }
const within = matchersWithin(({ dimensions }) => dimensions)
const tries = Object.keys(alone).length + Object.keys(within).length
/** All tries together leave the band by chance in one of 20 seeds. */
const alpha = 0.05 / tries

function checkChance(claim: string, correct: number, mean: number): void {
  const { low, high } = poissonBand(mean, alpha)
  claims.check(
    claim,
    `${count(correct)} correct; chance gives ${count(mean)}, band ${count(low)}..${count(high)}`,
    correct >= low && correct <= high,
  )
}

for (const [name, match] of Object.entries(alone)) checkChance(`by ${name}`, correctBy(match, first, second), 1)

const groups = new Map<string, number>()
for (const { dimensions } of persons) groups.set(dimensions, (groups.get(dimensions) ?? 0) + 1)
const lone = [...groups.values()].filter((size) => size === 1).length
claims.note(
  'who sees the coarse dimensions only, and guesses',
  `${count(groups.size)} of ${count(VISITORS)} correct (${count(groups.size)} groups, ${count(lone)} of one visitor): by nature`,
)
for (const [name, match] of Object.entries(within))
  checkChance(
    `by coarse dimensions and ${name}, groups of two or more`,
    correctBy(match, first, second) - lone,
    groups.size - lone,
  )

// Systems that can be linked must be linked, or the matchers are worth nothing.
const hashed = (day: Day): Day => ({
  ...day,
  sessions: day.sessions.map((session, at) => ({
    ...session,
    session_id: createHmac('sha256', 'fixed')
      .update(persons[day.owners[at] as number]?.ip ?? '')
      .digest('hex')
      .slice(0, 32),
  })),
})
const byHash = correctBy(alone['ids, sorted'] as Matcher, hashed(first), hashed(second))
claims.check(
  'self-check: ids that are a hash under a lasting secret',
  `${count(byHash)} of ${count(VISITORS)} linked`,
  byHash === VISITORS,
)
const habitual: Day = {
  owners: first.owners,
  sessions: first.sessions.map((session, at) => ({ ...session, session_id: second.sessions[at]?.session_id ?? '' })),
}
const byHabit = correctBy(alone['row order'] as Matcher, first, habitual)
claims.check(
  'self-check: rows in the same order on both days',
  `${count(byHabit)} of ${count(VISITORS)} linked`,
  byHabit === VISITORS,
)
claims.finish()
