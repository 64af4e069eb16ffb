import { resolve } from 'node:path'
import type { Config } from '@lethe/config'
import type { UnixServer } from '@lethe/takeover'
import type { Instance } from '../instance.ts'
import type { LiveMemory } from '../live-memory.ts'
import { openControl } from './control.ts'
import { handOver, notByStarter, PATIENCE, type Patience } from './hand-over.ts'
import { listenOn } from './listener.ts'
import type { Starter } from './starter.ts'

export interface ServingOptions {
  readonly config: Pick<Config, 'data_dir'>
  readonly version: string
  /** Listening already. */
  readonly instance: Instance
  /** Null when nobody could start a successor. */
  readonly starter: Starter | null
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  /** Opens the stores again, on this memory. */
  readonly openAgain: (memory: LiveMemory) => Promise<Instance>
  /** A successor serves: this process has nothing left to do. */
  readonly onSucceeded: () => void
  /** The stores could be opened neither there nor here. */
  readonly onLost: (error: unknown) => void
  readonly patience?: Patience
}

/** A server that can be told to hand over to a successor. */
export interface Serving {
  /** Breaks off a takeover, ends requests, writes everything that was accepted, closes the stores, forgets the memory. */
  stop(): Promise<void>
}

export async function openServing(options: ServingOptions): Promise<Serving> {
  const { starter, openAgain, now, version, patience = PATIENCE } = options
  const folder = resolve(options.config.data_dir)
  const stopping = new AbortController()
  let { instance } = options
  let changing: Promise<unknown> = Promise.resolve()

  const takeBack = async (memory: LiveMemory, listener: unknown) => {
    try {
      instance = await openAgain(memory)
      await listenOn(instance.app, listener)
    } catch (error) {
      options.onLost(error)
      throw error
    }
  }
  const restart = async (step: (text: string) => void) => {
    if (starter === null) throw notByStarter()
    const newToken = () => Buffer.from(options.randomBytes(32)).toString('hex')
    const { signal } = stopping
    const under = { instance, starter, folder, version, patience, newToken, now, step, signal, takeBack }
    const handing = handOver(under)
    changing = handing.catch(() => undefined)
    return handing
  }
  const control: UnixServer = await openControl({ folder, restart, onDone: options.onSucceeded })
  return {
    async stop() {
      stopping.abort()
      await changing
      await control.close()
      await instance.close()
    },
  }
}
