import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { batchBody, type SeededRandom } from '@lethe/testkit'
import { PERSON_USER_AGENT } from '../browsers.ts'

const SENDERS = 12
const ITEMS = 5
const ANSWER_WITHIN_MS = 10_000
const AGAIN_MS = 100
/** Senders that never come again after a fault, as a browser that was closed. */
const GIVES_UP = 0.05
const TAKEN = 202
/** The answers that leave a beacon with its sender; 0 is none at all. */
const COME_AGAIN = [0, 503]

/** Items with a number of their own each, and what became of them. */
export interface UniqueItems {
  /** Acknowledged: each is stored exactly once. */
  readonly taken: ReadonlySet<number>
  /** Sent and never acknowledged: each is stored once or not at all. */
  readonly abandoned: ReadonlySet<number>
  /** How often a beacon was sent again. */
  readonly repeats: number
  /** Resolves when this many more items are acknowledged. */
  more(count: number): Promise<void>
  /** Begins no new beacons; resolves when every one under way is acknowledged or given up. */
  stop(): Promise<void>
}

/**
 * Sends beacons of numbered events for as long as it runs, each again and again under the same ids until it is acknowledged.
 * An answer other than 202 and 503 is a fault, which `more` and `stop` throw.
 */
export function sendUniqueItems(options: {
  readonly origin: string
  readonly client_key: string
  readonly random: SeededRandom
  /** Between two beacons of a sender; default 10. */
  readonly pause_ms?: number
}): UniqueItems {
  const { origin, client_key, random, pause_ms = 10 } = options
  const agent = new Agent({ keepAlive: true })
  const taken = new Set<number>()
  const abandoned = new Set<number>()
  let [next, repeats, isStopping] = [1, 0, false]

  const sendUntilTaken = async (values: readonly number[], sender: number): Promise<void> => {
    const body = JSON.stringify({ ...batchBody({ client_key }), items: values.map(itemOf) })
    for (;;) {
      const status = await post({ origin, agent, body, address: `198.51.100.${sender}` })
      if (status === TAKEN) return noteAll(values, taken)
      if (!COME_AGAIN.includes(status)) throw new Error(`a beacon was answered ${status}`)
      if (random.chance(GIVES_UP)) return noteAll(values, abandoned)
      repeats++
      await wait(AGAIN_MS)
    }
  }
  const send = async (sender: number): Promise<void> => {
    while (!isStopping) {
      const values = Array.from({ length: ITEMS }, () => next++)
      await sendUntilTaken(values, sender)
      await wait(pause_ms)
    }
  }
  const senders = Promise.all(Array.from({ length: SENDERS }, (_, at) => send(at + 1)))
  senders.catch(() => undefined)

  return {
    taken,
    abandoned,
    get repeats() {
      return repeats
    },
    async more(count) {
      const wanted = taken.size + count
      while (taken.size < wanted) await Promise.race([wait(20), senders])
    },
    async stop() {
      isStopping = true
      await senders
      agent.destroy()
    },
  }
}

const noteAll = (values: readonly number[], into: Set<number>): void => {
  for (const value of values) into.add(value)
}

const itemOf = (value: number) => ({
  id: `chaos-${value}`,
  page: 'page-1',
  type: 'event' as const,
  age_ms: 0,
  name: 'numbered',
  value,
})

interface Post {
  readonly origin: string
  readonly agent: Agent
  readonly body: string
  /** Of the visitor, as the proxy on loopback passes it on. */
  readonly address: string
}

/** Status of the answer; 0 when there was none. */
function post({ origin, agent, body, address }: Post): Promise<number> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'text/plain', 'user-agent': PERSON_USER_AGENT, 'x-forwarded-for': address }
    const sent = request(`${origin}/api/rum/events`, { agent, method: 'POST', headers, timeout: ANSWER_WITHIN_MS })
    sent.on('response', (answer: IncomingMessage) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(0))
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}
