import type { BatchBody } from '../beacon-bodies.ts'
import { type SeededRandom, seededRandom } from '../seeded-random.ts'
import { COUNTRIES, type Country } from './countries.ts'
import { slotsOf } from './rhythm.ts'
import { sessionStarts } from './session-starts.ts'
import { TimeQueue } from './time-queue.ts'
import { drawPageCount, newVisitor, type TimedBody, type Visitor, type VisitSetting, visitBeacons } from './visit.ts'

const DAY_MS = 86_400_000
/** How often a session is that of somebody who was here before. */
const RETURNING_RATIO = 0.25
const REMEMBERED_VISITORS = 500
const HOUR_MS = 3_600_000

/** What to invent. */
export interface SeedOptions {
  readonly seed: number
  readonly client_key: string
  /** Length of the period that ends at `now`. */
  readonly days: number
  /** About this many; visits that would reach past `now` are cut off there. */
  readonly pageviews: number
  /** Epoch ms; the same `now` gives the same visits. */
  readonly now: number
  /** Origin of the shop, e.g. `https://shop.example`. */
  readonly origin: string
}

/** One HTTP request as it reaches the collector at `at` (epoch ms). Addresses are of 198.18.0.0/15, which is nobody's. */
export interface SeedVisit {
  readonly at: number
  readonly ip: string
  readonly user_agent: string
  /** ISO 3166-1 alpha-2; the addresses themselves have no country. */
  readonly country: string
  readonly body: BatchBody
}

/** A plausible month of a small shop, in order of time: rhythm, growth, sources, devices, vitals, errors, a bad release. */
export function* generateVisits(options: SeedOptions): Generator<SeedVisit> {
  const { now, days } = options
  const random = seededRandom(options.seed)
  const setting = settingOf(options, random)
  const pageCounts = drawPageCounts(options.pageviews, random)
  const visitorFor = visitorPool(random)
  const queue: Queue = new TimeQueue()
  let session = 0
  for (const { at, country } of sessionStarts(
    slotsOf(COUNTRIES, now - days * DAY_MS, now),
    pageCounts.length,
    random,
  )) {
    yield* dueBefore(at, queue)
    const visitor = visitorFor(at, country)
    advance(queue, visitor, visitBeacons({ visitor, at, pageCount: pageCounts[session++] ?? 1 }, setting))
  }
  yield* dueBefore(now, queue)
}

interface Pending {
  readonly visitor: Visitor
  readonly body: BatchBody
  readonly rest: Iterator<TimedBody, void>
}
type Queue = TimeQueue<Pending>

/** Puts the next beacon of a session into the queue, if there is one. */
function advance(queue: Queue, visitor: Visitor, rest: Iterator<TimedBody, void>): void {
  const { value } = rest.next()
  if (value) queue.push(value.at, { visitor, body: value.body, rest })
}

function* dueBefore(until: number, queue: Queue): Generator<SeedVisit> {
  for (let due = queue.popBefore(until); due !== undefined; due = queue.popBefore(until)) {
    const { visitor, body, rest } = due.value
    yield { at: due.at, ip: visitor.ip, user_agent: visitor.device.user_agent, country: visitor.country.code, body }
    advance(queue, visitor, rest)
  }
}

function settingOf(options: SeedOptions, random: SeededRandom): VisitSetting {
  const prefix = `seed-${options.seed.toString(36)}-`
  let ids = 0
  return {
    random,
    origin: options.origin,
    client_key: options.client_key,
    days: options.days,
    end: options.now,
    newId: () => `${prefix}${(ids++).toString(36)}`,
  }
}

/** Page counts of sessions that sum up to `pageviews`. */
function drawPageCounts(pageviews: number, random: SeededRandom): number[] {
  const counts: number[] = []
  for (let left = pageviews; left > 0; ) {
    const count = Math.min(left, drawPageCount(random))
    counts.push(count)
    left -= count
  }
  return counts
}

/** Mostly new people; some were here before, long enough ago that it is another session. */
function visitorPool(random: SeededRandom) {
  const known = new Map<string, { visitor: Visitor; last: number }[]>()
  let count = 0
  return (at: number, country: Country): Visitor => {
    const here = known.get(country.code) ?? []
    known.set(country.code, here)
    const found = here[random.below(REMEMBERED_VISITORS)]
    if (found !== undefined && at - found.last > 3 * HOUR_MS && random.chance(RETURNING_RATIO)) {
      found.last = at
      return found.visitor
    }
    const visitor = newVisitor(addressOf(count++), country, random)
    here[here.length < REMEMBERED_VISITORS ? here.length : random.below(REMEMBERED_VISITORS)] = { visitor, last: at }
    return visitor
  }
}

/** 198.18.0.0/15 is set aside for benchmarks (RFC 2544). */
function addressOf(number: number): string {
  const low = number % 131_072
  return `198.${18 + (low >> 16)}.${(low >> 8) & 255}.${low & 255}`
}
