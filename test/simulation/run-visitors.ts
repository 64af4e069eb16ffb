import type { FakeClock } from '@lethe/testkit'
import { seededRandom } from '@lethe/testkit'
import { type Arrival, arrivalOf } from './beacons.ts'
import type { Sending } from './script.ts'
import type { Truth } from './truth.ts'

const SECOND = 1_000
/** The page comes again after a 503, with what it had: five tries, like the tracker, though more patient. */
const RETRIES = [2 * SECOND, 4 * SECOND, 60 * SECOND, 240 * SECOND]
/** Refusals before the store is back. */
const REFUSALS = 12

export interface Server {
  readonly clock: FakeClock
  /** Status of the answer. */
  post(arrival: Arrival): Promise<number>
  /** A look that must change nothing. */
  preview(arrival: Arrival): Promise<void>
  flush(): Promise<void>
  /** Rows that may wait for the store. */
  readonly room: number
}

export interface Tally {
  beacons: number
  refused: number
  taken_after_503: number
  given_up: number
  outages: number
  previews: number
}

/** Sends everything by its time, waits for each answer, and comes again where a page would. */
export async function runVisitors(
  sendings: readonly Sending[],
  server: Server,
  truth: Truth,
  outages: number,
): Promise<Tally> {
  const random = seededRandom(sendings.length)
  const queue = [...sendings]
  const tally: Tally = { beacons: 0, refused: 0, taken_after_503: 0, given_up: 0, outages: 0, previews: 0 }
  const every = Math.ceil(sendings.length / (outages + 1))
  let waiting = 0
  let refusedNow = -1
  for (let at = 0; at < queue.length; at++) {
    const sending = queue[at] as Sending
    server.clock.set(Math.max(server.clock.now(), sending.at))
    const now = server.clock.now()
    const isAway = refusedNow >= 0 && refusedNow < REFUSALS
    if (!isAway && (waiting + 60 > server.room || refusedNow >= REFUSALS)) {
      await server.flush()
      waiting = 0
      refusedNow = -1
    }
    if (at % every === every - 1 && refusedNow < 0) {
      // From here on nobody flushes, as if the store were away: room runs out, and then beacons are refused.
      refusedNow = 0
      tally.outages++
    }
    const arrival = arrivalOf(sending, now, random)
    if (random.chance(0.01)) {
      await server.preview(arrival)
      tally.previews++
    }
    const copies = sending.isTwin ? [arrival, arrival] : [arrival]
    const answers = await Promise.all(copies.map((copy) => server.post(copy)))
    tally.beacons += copies.length
    waiting += sending.actions.length
    if (answers.includes(202)) {
      if (!sending.isFiltered) truth.accept(sending, now)
      if (sending.tries > 0) tally.taken_after_503++
    } else if (answers.every((status) => status === 503)) {
      tally.refused++
      refusedNow++
      const wait = sending.person.form === 'single' ? undefined : RETRIES[sending.tries]
      if (wait === undefined) tally.given_up++
      else insert(queue, { ...sending, at: now + wait, tries: sending.tries + 1 }, at + 1)
    } else throw new Error(`a beacon was answered ${answers.join()}`)
  }
  await server.flush()
  return tally
}

/** Behind everything that arrives before or with it. */
function insert(queue: Sending[], sending: Sending, from: number): void {
  let low = from
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((queue[middle] as Sending).at <= sending.at) low = middle + 1
    else high = middle
  }
  queue.splice(low, 0, sending)
}
