import { createHmac } from 'node:crypto'
import { networkOf } from './network-of.ts'

/** With two windows and a sweep that is 30 s late for each, a key lives ten minutes at most. */
const WINDOW_MS = 4.5 * 60_000
const MAX_NETWORKS = 10_000
const KEY_BYTES = 32
const NAME_BYTES = 16

/**
 * What is known of a client's network (an IPv4 address, the /64 of an IPv6 one), for limits against abuse. It is known by a keyed hash
 * only, under a random key that exists nowhere else. Takes addresses in canonical text.
 */
export interface NetworkMemory<Value> {
  get(address: string): Value | undefined
  put(address: string, value: Value): void
  forget(address: string): void
  /** Drops what is too old; to be called at least every 30 s, since nobody may come for hours. */
  sweep(): void
  /** Forgets everything. */
  close(): void
}

interface Window<Value> {
  readonly key: Uint8Array
  readonly began_at: number
  readonly values: Map<string, Value>
}

/**
 * Keys follow each other without a gap: the former one is looked under for one window more, so that no limit ends because a key
 * did. A value is kept for one window at least, and for ten minutes at most after it was put.
 */
export function openNetworkMemory<Value>(env: {
  now: () => number
  randomBytes: (size: number) => Uint8Array
  /** In each of two windows; the first ones go first. */
  maxNetworks?: number
}): NetworkMemory<Value> {
  const { maxNetworks = MAX_NETWORKS } = env
  const begin = (): Window<Value> => ({ key: env.randomBytes(KEY_BYTES), began_at: env.now(), values: new Map() })
  let windows = [begin()]
  const end = ({ key, values }: Window<Value>): void => {
    key.fill(0)
    values.clear()
  }
  const sweep = (): void => {
    const age = env.now() - (windows[0]?.began_at ?? 0)
    if (age >= 0 && age < WINDOW_MS) return
    // A clock that was set back, or a pause, leaves nothing to look under.
    const kept = age >= 0 && age < 2 * WINDOW_MS ? windows.slice(0, 1) : []
    for (const window of windows) if (!kept.includes(window)) end(window)
    windows = [begin(), ...kept]
  }
  /** Newest first, one hash at a time: most callers need the first only. */
  function* find(address: string): Generator<readonly [Window<Value>, string]> {
    sweep()
    const network = networkOf(address)
    for (const window of windows) yield [window, nameOf(window.key, network)]
  }
  return {
    get: (address) => {
      for (const [{ values }, name] of find(address)) if (values.has(name)) return values.get(name)
      return undefined
    },
    put: (address, value) => {
      const [current] = find(address)
      if (current === undefined) return
      const [{ values }, name] = current
      const [oldest] = values.keys()
      if (values.size >= maxNetworks && !values.has(name) && oldest !== undefined) values.delete(oldest)
      values.set(name, value)
    },
    forget: (address) => {
      for (const [{ values }, name] of find(address)) values.delete(name)
    },
    sweep,
    close: () => {
      for (const window of windows) end(window)
      windows = [begin()]
    },
  }
}

const nameOf = (key: Uint8Array, network: string): string =>
  createHmac('sha256', key).update(network).digest().toString('base64url', 0, NAME_BYTES)
