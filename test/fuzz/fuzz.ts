import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OutcomeRow, Site } from '@lethe/catalogue'
import { type SeededRandom, seededRandom } from '@lethe/testkit'
import { setUpOperator } from '../operator.ts'
import { type StartedServer, startServer } from '../started-server.ts'
import { type FuzzRequest, openFuzzRequests } from './fuzz-requests.ts'
import { openRawConnection, type RawConnection } from './raw-connection.ts'

const CONNECTIONS = 64
const NO_LIMITS = { LETHE_RATE_LIMIT_NETWORK: 'off', LETHE_RATE_LIMIT_SERVER: 'off', LETHE_RATE_LIMIT_SITE: 'off' }
const FAULTS_SHOWN = 10
const SHOWN_CHARS = 2_000

/** What became of many odd requests. */
export interface FuzzReport {
  readonly requests: number
  /** By kind and status. */
  readonly answers: Readonly<Record<string, number>>
  /** Answers that are not as they should be; the first of them. */
  readonly faults: readonly string[]
  /** Items in what was answered `202`, and outcomes that were counted. */
  readonly items: number
  readonly outcomes: number
  /** Items of requests that were sent behind one whose answer ended the connection: the server may have read them. */
  readonly unanswered_items: number
  readonly log_lines: number
  /** After a quarter of the requests, and after all. */
  readonly rss_bytes: readonly [number, number]
}

interface Tally {
  requests: number
  items: number
  unanswered_items: number
  readonly answers: Map<string, number>
  readonly faults: string[]
}

/** Sends so many odd requests to a server of its own. Throws when it ends or stays silent. */
export async function runFuzz({ requests, seed }: { requests: number; seed: number }): Promise<FuzzReport> {
  const server = await startServer({ env: NO_LIMITS, args: ['--demo', 'off'] })
  try {
    const operator = await setUpOperator(server)
    const site = (await (await operator.send('POST', '/api/sites', { name: 'Fuzzed' })).json()) as Site
    const began = server.output().length
    const tally: Tally = { requests: 0, items: 0, unanswered_items: 0, answers: new Map(), faults: [] }
    const random = seededRandom(seed)
    const send = (upTo: number) =>
      Promise.all(Array.from({ length: CONNECTIONS }, () => sendAll({ server, site, random, tally, upTo })))
    await send(requests / 4)
    const early = rssOf(server)
    await send(requests)
    const late = rssOf(server)
    const counted = async (path: string) => {
      const { data } = await operator.get<{ data: OutcomeRow[] }>(path)
      return data.reduce((sum, { count }) => sum + count, 0)
    }
    const outcomes = (await counted(`/api/sites/${site.key}/outcomes`)) + (await counted('/api/unknown_sites/outcomes'))
    const log = server.output().slice(began)
    return {
      ...tally,
      answers: Object.fromEntries([...tally.answers].sort()),
      outcomes,
      log_lines: log.split('\n').length - 1,
      rss_bytes: [early, late],
    }
  } finally {
    await server.stop()
    await server.removeData()
  }
}

interface Work {
  readonly server: StartedServer
  readonly site: Site
  readonly random: SeededRandom
  readonly tally: Tally
  readonly upTo: number
}

async function sendAll({ server, site, random, tally, upTo }: Work): Promise<void> {
  const requests = openFuzzRequests(site.client_key, random)
  let connection: RawConnection | null = null
  while (tally.requests < upTo) {
    const request = requests.next()
    tally.requests += request.answers.length
    connection ??= await openRawConnection(server.origin)
    const isClosed = await askAndNote(connection, request, tally)
    if (isClosed) {
      connection.close()
      connection = null
    }
  }
  connection?.close()
}

/** Whether the connection is of no more use. */
async function askAndNote(connection: RawConnection, request: FuzzRequest, tally: Tally): Promise<boolean> {
  const fault = (what: string) => {
    if (tally.faults.length < FAULTS_SHOWN)
      tally.faults.push(`${request.kind}: ${what}; ${request.bytes.toString('base64').slice(0, SHOWN_CHARS)}`)
  }
  try {
    const { kind, bytes, answers, half_close } = request
    const { statuses, isClosed } = await connection.ask(bytes, answers.length, half_close)
    for (const [at, status] of statuses.entries()) {
      const name = `${kind} ${status}`
      tally.answers.set(name, (tally.answers.get(name) ?? 0) + 1)
      if (!answers[at]?.includes(status)) fault(`answered ${statuses} instead of ${answers.join(' ')}`)
      if (status === 202) tally.items += request.items[at] ?? 0
    }
    for (const items of request.items.slice(statuses.length)) tally.unanswered_items += items
    if (statuses.length < answers.length && (!isClosed || statuses.length === 0))
      fault(`answered ${statuses.length} times`)
    return isClosed
  } catch (error) {
    fault(String(error))
    return true
  }
}

/** Resident bytes of the process that has the data folder. */
function rssOf({ dataDir }: StartedServer): number {
  const [pid] = readFileSync(join(dataDir, 'events/lethe.lock'), 'utf8').split(' ')
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1_024
}
