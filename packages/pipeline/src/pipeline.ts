import type { ItemType, Outcome } from '@lethe/catalogue'
import { BEACON_VERSION } from '@lethe/catalogue'
import type { ScrubNote } from '@lethe/depersonalize'
import { TooManySessions } from '@lethe/identity'
import type { EventRow } from '@lethe/store/events/port'
import type { Beacon } from './beacon.ts'
import type { ItemsToday } from './items-today.ts'
import type { KeptFacts } from './kept-facts.ts'
import { type CollectRequest, type ItemPassage, Passage } from './passage.ts'
import type { PipelinePorts } from './ports.ts'
import { STEPS, type Step } from './steps.ts'
import type { TakenItems } from './taken-items.ts'
import { openTools } from './tools.ts'

/** What became of a beacon. */
export interface CollectResult {
  /** 0 when no site has the client key. */
  readonly site_id: number
  /** One per item, those that could not be read last. */
  readonly outcomes: readonly Outcome[]
  /** Accepted pageviews, e.g. to notice a site's first. */
  readonly pageview_count: number
}

/** One item of a preview: its outcome, and what would be stored. */
export interface PreviewItem {
  readonly type: ItemType | null
  readonly outcome: Outcome
  readonly row: EventRow | null
  /** What was taken out of the item's values, its page's and its beacon's. */
  readonly scrubs: readonly ScrubNote[]
}

/** The way from parsed beacon to stored row. */
export interface Pipeline {
  /** Takes a beacon; every item gets exactly one outcome, which is counted. Never throws. */
  collect(beacon: Beacon, request: CollectRequest): Promise<CollectResult>
  /** What `collect` would do now if the sender were new today, without storing, counting or moving a session. */
  preview(beacon: Beacon, request: CollectRequest): Promise<readonly PreviewItem[]>
  /** Drops what has expired; call it now and then. */
  sweep(): void
}

/** Opens the way from parsed beacon to stored row. `steps` is there for tests. */
export function openPipeline(ports: PipelinePorts, steps: readonly Step[] = STEPS): Pipeline {
  const { tools, looking, takenItems, itemsToday, keptFacts, sweep } = openTools(ports)
  const run = async (passage: Passage) => {
    try {
      for (const step of steps) {
        // The first step finds the site, whose counts even a beacon without items needs.
        if (step !== steps[0] && passage.items.length === 0) break
        const pending = step(passage)
        if (pending) await pending
      }
    } catch (error) {
      if (error instanceof TooManySessions) return passage.dropAll('limited/cardinality')
      ports.report?.(error)
      passage.dropAll('failed/internal')
    }
  }

  /** Beacons that are under way, by the order in which they came. */
  const underWay = new Map<number, Promise<unknown>>()
  let begun = 0
  /** A copy is as durable as what it is a copy of, which may still be on its way, and fail. */
  const settleCopies = async ({ all, site }: Passage, turn: number) => {
    const copies = all.filter(({ outcome }) => outcome === 'invalid/duplicate')
    if (copies.length === 0 || site === null) return
    await Promise.allSettled([...underWay].filter(([other]) => other < turn).map(([, done]) => done))
    const isForgotten = ({ item }: ItemPassage) => takenItems.look(site.id, item.id) !== null
    for (const one of copies.filter(isForgotten)) one.outcome = 'failed/spool_full'
  }
  const take = async (passage: Passage, turn: number): Promise<CollectResult> => {
    await run(passage)
    await keep(passage, ports)
    settle(passage)
    forgetRefused(passage, { takenItems, keptFacts })
    giveBackToday(passage, itemsToday)
    await settleCopies(passage, turn)
    const outcomes = outcomesOf(passage)
    const siteId = passage.site?.id ?? 0
    for (const [outcome, count] of tally(outcomes)) ports.count(siteId, outcome, count)
    countScrubs(passage, ports)
    return { site_id: siteId, outcomes, pageview_count: passage.all.filter(isAcceptedPageview).length }
  }

  return {
    collect(beacon, request) {
      const turn = ++begun
      const taking = take(new Passage(beacon, request, tools), turn)
      underWay.set(turn, taking)
      return taking.finally(() => underWay.delete(turn))
    },
    async preview(beacon, request) {
      const passage = new Passage(beacon, request, looking)
      await run(passage)
      settle(passage)
      return previewOf(passage)
    },
    sweep,
  }
}

function previewOf(passage: Passage): PreviewItem[] {
  const unread = outcomesOf(passage).slice(passage.all.length)
  return [
    ...passage.all.map((one) => ({
      type: one.item.type,
      outcome: outcomeOf(one),
      row: isAccepted(one) ? one.row : null,
      scrubs: passage.scrubsOf(passage.beacon, one.item.page, one.item),
    })),
    ...unread.map((outcome) => ({ type: null, outcome, row: null, scrubs: [] })),
  ]
}

/** Makes durable what is left, and what must not be taken again. */
async function keep(passage: Passage, ports: PipelinePorts): Promise<void> {
  const left = passage.all.filter(hasMoved)
  const rows = passage.items.flatMap(({ row }) => row ?? [])
  const items = left.flatMap(({ hash }) => (hash === null ? [] : [hash]))
  const append = async () => {
    if (rows.length > 0 || items.length > 0) await ports.append({ rows, items })
  }
  await append().catch((error: unknown) => {
    ports.report?.(error)
    for (const one of left) one.outcome = 'failed/spool_full'
  })
  // Not before: what is being written takes no room yet that anybody else could see.
  if (passage.reserved > 0) ports.release?.(passage.reserved)
}

/** Its session knows of it, stored or not. */
const hasMoved = ({ facts, outcome }: ItemPassage): boolean => facts !== null && !outcome?.startsWith('failed/')

/** What is left at the end is accepted if it has a row; an item without either is a fault of ours. */
function settle(passage: Passage): void {
  for (const one of passage.items) passage.drop(one, one.row ? 'accepted/accepted' : 'failed/internal')
}

/** What was refused has changed nothing, or failed through a fault of ours: when it comes again it is no duplicate. */
function forgetRefused({ all }: Passage, remembered: { takenItems: TakenItems; keptFacts: KeptFacts }): void {
  for (const { hash, facts, ...one } of all) {
    const isKept = facts !== null && !outcomeOf(one).startsWith('failed/')
    if (hash === null || isKept) continue
    remembered.takenItems.forget(hash)
    if (facts !== null) remembered.keptFacts.keep(hash, facts)
  }
}

/** Only what is stored counts against the quota. */
function giveBackToday({ all, site, taken_today }: Passage, itemsToday: ItemsToday): void {
  const stored = taken_today && all.filter(isAccepted).length
  if (site && stored < taken_today) itemsToday.add(site, stored - taken_today)
}

/** Of what is stored: the beacon's values and a page's once, however many items carry them. */
function countScrubs(passage: Passage, { countScrub }: PipelinePorts): void {
  const { all, beacon, site } = passage
  const stored = all.filter(isAccepted).map(({ item }) => item)
  if (!countScrub || !site || stored.length === 0) return
  const scrubs = passage.scrubsOf(beacon, ...stored.map(({ page }) => page), ...stored)
  const counts = new Map<string, { scrub: ScrubNote; count: number }>()
  for (const scrub of scrubs) {
    const key = `${scrub.type} ${scrub.position}`
    counts.set(key, { scrub, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  for (const { scrub, count } of counts.values()) {
    countScrub(site.id, { type: scrub.type, position: scrub.position }, count)
  }
}

function outcomesOf({ all, beacon, site }: Passage): Outcome[] {
  const unread = new Array<Outcome>(beacon.malformed_count).fill(unreadOutcome(beacon, site !== null))
  return [...all.map(outcomeOf), ...unread]
}

function unreadOutcome(beacon: Beacon, isSiteKnown: boolean): Outcome {
  if (!isSiteKnown) return 'invalid/unknown_site'
  return beacon.version === BEACON_VERSION ? 'invalid/malformed' : 'invalid/unsupported_version'
}

function outcomeOf(one: Pick<ItemPassage, 'outcome'>): Outcome {
  return one.outcome ?? 'failed/internal'
}

function isAccepted(one: ItemPassage): boolean {
  return one.outcome === 'accepted/accepted'
}

function isAcceptedPageview(one: ItemPassage): boolean {
  return isAccepted(one) && one.item.type === 'pageview'
}

function tally(outcomes: readonly Outcome[]): ReadonlyMap<Outcome, number> {
  const counts = new Map<Outcome, number>()
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return counts
}
