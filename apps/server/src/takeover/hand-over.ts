import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@lethe/catalogue'
import { type RestartDone, refusalOf, sendMemory, TAKEOVER_PROTOCOL, type TakeoverForm } from '@lethe/takeover'
import type { Instance } from '../instance.ts'
import type { LiveMemory } from '../live-memory.ts'
import { giveListener } from './listener.ts'
import { type Arrival, openReception } from './reception.ts'
import type { Heard, Starter } from './starter.ts'

/** How long each part may take; tests take less. */
export interface Patience {
  readonly starter_ms: number
  readonly build_ms: number
  /** From its start until it reports. */
  readonly boot_ms: number
  /** From the closing of the stores until the successor serves. */
  readonly takeover_ms: number
}

export const PATIENCE: Patience = { starter_ms: 2_000, build_ms: 300_000, boot_ms: 60_000, takeover_ms: 15_000 }
/** What waits for the store is written before, as far as it goes, so that nobody has to wait for that. */
const FLUSH_WITHIN_MS = 5_000
const SLOW_WITHIN_MS = 5_000
/** Connections in use send their next request within this, and learn with its answer that they end. */
const PARTING_MS = 100
const LAST_ANSWERS_MS = 400

export interface HandOver {
  readonly instance: Instance
  readonly starter: Starter
  readonly folder: string
  readonly version: string
  readonly patience: Patience
  readonly newToken: () => string
  readonly now: () => number
  readonly step: (text: string) => void
  /** Aborted when the server is told to stop. */
  readonly signal: AbortSignal
  /** Opens the stores again on this memory and serves on this listening socket. */
  readonly takeBack: (memory: LiveMemory, listener: unknown) => Promise<void>
}

/**
 * Has a successor started and hands everything over to it. Until the stores are closed a failure changes nothing; after
 * that they are taken back. Throws an `AppError` in words for the operator; then this process goes on.
 */
export async function handOver(work: HandOver): Promise<RestartDone> {
  const token = work.newToken()
  const reception = await openReception(work.folder, token)
  try {
    const arrival = await awaitSuccessor(work, token, reception.arrival)
    work.step('The successor is ready to take over.')
    await prepare(work)
    return await changeOver(work, arrival)
  } catch (error) {
    work.starter.send({ type: 'successor_unwanted' })
    throw error
  } finally {
    await reception.close()
  }
}

async function awaitSuccessor(work: HandOver, token: string, arrival: Promise<Arrival>): Promise<Arrival> {
  const { starter, patience, signal } = work
  starter.clear()
  starter.send({ type: 'successor_wanted', token })
  await starter.next(['successor_coming'], { ms: patience.starter_ms, signal }).catch((error: AppError) => {
    throw error.code === 'timeout' ? notByStarter() : error
  })
  work.step('Building what has changed, and starting the successor ...')
  const limits = { ms: patience.build_ms, signal }
  const begun = await starter.next(['successor_started', 'build_failed', 'successor_ended'], limits)
  if (begun.message.type !== 'successor_started') throw failureOf(begun)
  const arrived = await orEnded(work, arrival, patience.boot_ms)
  const mine: TakeoverForm = {
    protocol: TAKEOVER_PROTOCOL,
    format: work.instance.memory.format,
    version: work.version,
  }
  const refusal = refusalOf(mine, arrived.form)
  if (refusal === null) return arrived
  arrived.answer({ type: 'refused', message: refusal })
  // It ends by itself, with the same words; should it not, it is ended.
  await starter.next(['successor_ended'], { ms: 2_000, signal }).catch(() => undefined)
  throw new AppError('conflict', refusal)
}

/** The same for a server that has no channel to a starter, and for one whose parent is none. */
export const notByStarter = (): AppError =>
  new AppError(
    'conflict',
    'The server was not started by npm start (scripts/start.mjs), which would have to start its successor. ' +
      'Stop it and start it that way; open sessions will split this once.',
  )

/** Nothing has changed yet, and what can be done before is done before. */
async function prepare({ instance }: HandOver): Promise<void> {
  await Promise.race([instance.ingest.flush(), wait(FLUSH_WITHIN_MS, undefined, { ref: false })])
  await instance.doorway.quiet('slow', SLOW_WITHIN_MS)
}

async function changeOver(work: HandOver, arrival: Arrival): Promise<RestartDone> {
  const { instance, starter, patience, signal } = work
  if (signal.aborted) throw new AppError('upstream_unavailable', 'The server is being stopped.')
  const { memory, doorway } = instance
  const counts = memory.counts() ?? { sessions: null, sites: null }
  arrival.answer({ type: 'go' })
  doorway.partWithClients()
  await giveListener(instance.app, starter)
  const began = work.now()
  const done = (): RestartDone => ({
    type: 'done',
    version: arrival.form.version,
    ...counts,
    waited_ms: work.now() - began,
  })
  try {
    await wait(PARTING_MS)
    await doorway.quiet('all', LAST_ANSWERS_MS)
    doorway.shut()
    await instance.release()
    const closed = work.now()
    // A connection that breaks says less than how the successor ended.
    const sent = sendMemory(arrival.socket, memory.image()).catch(() => new Promise<never>(() => undefined))
    await orEnded(work, sent, patience.takeover_ms)
    work.step(`Stores closed after ${seconds(closed - began)}, memory sent after ${seconds(work.now() - began)}.`)
    const { message } = await starter
      .next(['successor_serves', 'successor_ended'], { ms: patience.takeover_ms, signal })
      .catch((error: AppError) => {
        throw error.code === 'timeout' ? new AppError('timeout', 'The successor hangs.') : error
      })
    if (message.type === 'successor_ended') throw failureOf({ message, handle: null })
    return done()
  } catch (error) {
    if (await goBack(work, memory)) throw error
    return done()
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

/**
 * Only one process may have the stores: the starter gives the socket back when the successor is gone. False when that
 * cannot be, because it has begun to serve in this very moment.
 */
async function goBack({ instance, starter, signal, takeBack }: HandOver, memory: LiveMemory): Promise<boolean> {
  await instance.release()
  if (signal.aborted) return true
  starter.send({ type: 'successor_unwanted' })
  starter.send({ type: 'listener_wanted' })
  const { message, handle } = await starter.next(['listener', 'successor_serves'], { ms: 10_000, signal })
  if (message.type === 'successor_serves') return false
  await takeBack(memory, handle)
  return true
}

/** What is awaited, unless the successor ends first or it takes too long. */
async function orEnded<Result>(work: HandOver, awaited: Promise<Result>, ms: number): Promise<Result> {
  const done = new AbortController()
  const signal = AbortSignal.any([work.signal, done.signal])
  const ended = work.starter.next(['successor_ended'], { ms, signal })
  try {
    return await Promise.race([
      awaited,
      ended.then(
        (heard) => Promise.reject(failureOf(heard)),
        (error: AppError) =>
          Promise.reject(error.code === 'timeout' ? new AppError('timeout', 'The successor hangs.') : error),
      ),
    ])
  } finally {
    done.abort()
  }
}

function failureOf({ message }: Heard): AppError {
  if (message.type === 'build_failed') {
    return new AppError('internal', `The build failed; the running server goes on.\n${message.text}`)
  }
  const how =
    message.type === 'successor_ended' && message.signal !== null
      ? `was ended by ${message.signal}`
      : `ended with exit code ${message.type === 'successor_ended' ? message.code : '?'}`
  return new AppError('internal', `The successor ${how}; its last words are in the server's output.`)
}
