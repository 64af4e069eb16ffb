import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type SeededRandom, seededRandom } from '@lethe/testkit'
import { type EventsOnTrial, embeddedEvents, servedEvents } from './events-on-trial.ts'
import { type ServerOnTrial, serverOnTrial } from './server-on-trial.ts'
import { mountSmallDisk, NEEDS_MOUNT, type SmallDisk } from './small-disk.ts'
import { sendUniqueItems, type UniqueItems } from './unique-items.ts'

const MINUTE_MS = 60_000
/** How wrong clocks are, either way. */
const CLOCKS_MS = [0, 20 * MINUTE_MS, -20 * MINUTE_MS, 90 * MINUTE_MS, -90 * MINUTE_MS]
/** Items that must be acknowledged before and after each fault. */
const BETWEEN = 100
const GOES_ON_WITHIN_MS = 60_000
/** The spool takes nothing where less than 64 MiB are left. */
const DISK_MEGABYTES = 192

/** What goes wrong in a round. */
export type Fault = 'server killed' | 'clock moved' | 'clock moved and server killed' | 'disk full' | 'store killed'

/** What was sent, and what of it is not as it should be; empty lists are success. */
export interface ChaosReport {
  readonly taken: number
  readonly abandoned: number
  readonly repeats: number
  /** Acknowledged and not there; of the table, and of a view that is fed by it. */
  readonly lost: readonly number[]
  readonly lost_in_view: readonly number[]
  /** There more than once. */
  readonly doubled: readonly number[]
  readonly doubled_in_view: readonly number[]
}

export interface ChaosOptions {
  /** Where the events are: in the server's process, or on a ClickHouse server of their own. */
  readonly events: 'embedded' | 'served'
  readonly faults: readonly Fault[]
  readonly seed: number
  readonly say?: (line: string) => void
}

interface Trial {
  readonly server: ServerOnTrial
  readonly events: EventsOnTrial
  readonly disk: SmallDisk | null
  readonly random: SeededRandom
}

/** Faults that can be brought about here. */
export function possibleFaults(events: ChaosOptions['events']): Fault[] {
  const everywhere: Fault[] = ['server killed', 'clock moved', 'clock moved and server killed']
  return [
    ...everywhere,
    ...(NEEDS_MOUNT ? [] : ['disk full' as const]),
    ...(events === 'served' ? ['store killed' as const] : []),
  ]
}

/** Lets one fault after the other befall a server under load, and compares what is stored with what it acknowledged. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const server = await serverOnTrial()
  const isServed = options.events === 'served'
  const events = isServed ? await servedEvents() : embeddedEvents(server.dataDir)
  // With the store elsewhere the disk of the spool alone is full.
  const diskAt = isServed ? join(server.dataDir, 'spool') : server.dataDir
  const disk = options.faults.includes('disk full') ? mountSmallDisk(diskAt, DISK_MEGABYTES) : null
  const trial = { server, events, disk, random: seededRandom(options.seed) }
  try {
    await makeView(trial)
    const items = await sendThroughFaults(trial, options)
    return await compare(trial, items)
  } finally {
    await server.kill()
    await events.close()
    disk?.unmount()
    await server.remove()
  }
}

/** A view in which a batch that is written twice would count twice. */
async function makeView({ server, events }: Trial): Promise<void> {
  await server.start(events.env)
  await server.stop()
  await events.run([
    `CREATE TABLE lethe.numbers (number UInt64, row_count UInt64) ENGINE = SummingMergeTree ORDER BY number
     SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1`,
    `CREATE MATERIALIZED VIEW lethe.numbers_of_events TO lethe.numbers AS
     SELECT toUInt64(assumeNotNull(event_value)) AS number, count() AS row_count FROM lethe.events
     WHERE event_value IS NOT NULL GROUP BY number`,
  ])
}

async function sendThroughFaults(trial: Trial, { faults, say }: ChaosOptions): Promise<UniqueItems> {
  const { server, events, random } = trial
  await server.start(events.env)
  const items = sendUniqueItems({ origin: server.origin, client_key: await server.clientKey(), random })
  const goesOn = (fault: string) =>
    Promise.race([
      items.more(BETWEEN),
      wait(GOES_ON_WITHIN_MS, null, { ref: false }).then(() => {
        throw new Error(
          `nothing was taken for ${GOES_ON_WITHIN_MS} ms after: ${fault}\n${server.output().slice(-4_000)}`,
        )
      }),
    ])
  for (const [round, fault] of faults.entries()) {
    await goesOn(faults[round - 1] ?? 'start')
    await wait(random.below(1_500))
    await FAULTS[fault](trial)
    say?.(`${round + 1} of ${faults.length}: ${fault}; ${items.taken.size} items acknowledged`)
    if (!server.isAlive()) throw new Error(`the server ended after: ${fault}\n${server.output().slice(-4_000)}`)
  }
  await goesOn(faults.at(-1) ?? 'start')
  await items.stop()
  return items
}

const FAULTS: Readonly<Record<Fault, (trial: Trial) => Promise<void>>> = {
  async 'server killed'({ server, events, random }) {
    await server.kill()
    await wait(random.below(300))
    await server.start(events.env)
  },
  async 'clock moved'({ server, random }) {
    server.moveClock(random.pick(CLOCKS_MS))
  },
  async 'clock moved and server killed'(trial) {
    await FAULTS['clock moved'](trial)
    await FAULTS['server killed'](trial)
  },
  async 'disk full'({ disk, random }) {
    disk?.fill()
    await wait(500 + random.below(2_000))
    disk?.empty()
  },
  async 'store killed'({ events, random }) {
    await events.process?.kill()
    await wait(random.below(2_000))
    await events.process?.startAgain()
  },
}

interface Numbered {
  readonly number: number
  readonly row_count: number
}

async function compare({ server, events }: Trial, items: UniqueItems): Promise<ChaosReport> {
  await server.allStored()
  const code = await server.stop()
  if (code !== 0) throw new Error(`the server ended with ${code}\n${server.output().slice(-4_000)}`)
  const unquoted = 'SETTINGS output_format_json_quote_64bit_integers = 0'
  const rows = await events.run<Numbered>([
    `SELECT toUInt64(event_value) AS number, count() AS row_count FROM lethe.events WHERE event_value IS NOT NULL
     GROUP BY number ${unquoted}`,
  ])
  const view = await events.run<Numbered>([
    `SELECT number, sum(row_count) AS row_count FROM lethe.numbers GROUP BY number ${unquoted}`,
  ])
  return {
    taken: items.taken.size,
    abandoned: items.abandoned.size,
    repeats: items.repeats,
    lost: missing(items.taken, rows),
    lost_in_view: missing(items.taken, view),
    doubled: doubled(rows),
    doubled_in_view: doubled(view),
  }
}

function missing(taken: ReadonlySet<number>, stored: readonly Numbered[]): number[] {
  const there = new Set(stored.map(({ number }) => number))
  return [...taken].filter((number) => !there.has(number))
}

const doubled = (stored: readonly Numbered[]): number[] =>
  stored.filter(({ row_count }) => row_count > 1).map(({ number }) => number)
