import { hash } from 'node:crypto'
import type { ItemHash, RecentItems } from '@lethe/store/spool/port'
import { IdSet } from './id-set.ts'

/** Longer than the tracker goes on sending: its last try is half a minute after the first, and a request may hang for minutes. */
export const REMEMBERED_MS = 10 * 60_000
/** What is remembered is forgotten a third at a time, each a while after the oldest of it is due. */
const GENERATIONS = 3
const GENERATION_MS = REMEMBERED_MS / (GENERATIONS - 1)
/** Over all sites; 25 MB at the most. At least two thirds of as many are remembered at any time. */
const MAX_ITEMS = 2_300_000

/** Which items were taken lately, by the ids that pages gave them. In memory; what is in `recent` was found on the disk. */
export interface TakenItems {
  /** Remembers the item, in one step, and gives its hash; null when it is remembered already. */
  take(siteId: number, id: string): ItemHash | null
  /** What `take` would answer; remembers nothing. */
  look(siteId: number, id: string): ItemHash | null
  /** Forgets an item that was refused after all, so that it may come again. */
  forget(hash: ItemHash): void
  /** Drops what is older than it need be; answers do not depend on it, memory does. */
  sweep(): void
  /** How many are remembered. */
  readonly size: number
}

interface Generation {
  readonly began_at: number
  readonly ids: IdSet
}

/**
 * Remembers items for 10 to 15 minutes, or less when more than `maxItems` come: then the oldest go first. Ids are chosen by
 * senders, so only a keyed hash of each is kept, 8 bytes.
 */
export function openTakenItems(options: {
  /** Milliseconds; best of a clock that nobody sets. */
  readonly now: () => number
  /** 32 random bytes. */
  readonly key: Uint8Array
  /** Taken before, under the same key. */
  readonly recent?: readonly RecentItems[]
  readonly maxItems?: number
}): TakenItems {
  const { now, recent = [], maxItems = MAX_ITEMS } = options
  const key = Buffer.from(options.key).toString('latin1')
  const generations = new Generations(now, Math.max(1, Math.floor(maxItems / GENERATIONS)))

  /** An id holds no control characters and a site no space, so no two pairs are written alike. */
  const hashOf = (siteId: number, id: string): ItemHash => {
    const digest = hash('sha256', `${key}${siteId} ${id}`, 'hex')
    return [Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16)]
  }

  const look = (siteId: number, id: string): ItemHash | null => {
    const hash = hashOf(siteId, id)
    return generations.has(hash) ? null : hash
  }

  for (const { items } of recent) for (const item of items) generations.add(item)
  return {
    take(siteId, id) {
      const hash = look(siteId, id)
      if (hash !== null) generations.add(hash)
      return hash
    },
    look,
    forget: (hash) => generations.delete(hash),
    sweep: () => generations.sweep(),
    get size() {
      return generations.size
    },
  }
}

/** Sets that follow each other in time, newest first; the oldest goes as a whole. */
class Generations {
  #all: readonly Generation[] = []
  readonly #now: () => number
  readonly #most: number

  constructor(now: () => number, most: number) {
    this.#now = now
    this.#most = most
  }

  get size(): number {
    return this.#all.reduce((sum, { ids }) => sum + ids.size, 0)
  }

  has(hashed: ItemHash): boolean {
    this.sweep()
    return this.#all.some(({ ids }) => ids.has(hashed))
  }

  add(hashed: ItemHash): void {
    const [newest] = this.#all
    const isOpen = newest && this.#now() - newest.began_at < GENERATION_MS && newest.ids.size < this.#most
    const { ids } = isOpen ? newest : this.#begin()
    ids.add(hashed)
  }

  delete(hashed: ItemHash): void {
    for (const { ids } of this.#all) ids.delete(hashed)
  }

  sweep(): void {
    const isDue = ({ began_at }: Generation) => this.#now() - began_at >= REMEMBERED_MS + GENERATION_MS
    if (this.#all.some(isDue)) this.#all = this.#all.filter((one) => !isDue(one))
  }

  #begin(): Generation {
    const fresh = { began_at: this.#now(), ids: new IdSet() }
    this.#all = [fresh, ...this.#all.slice(0, GENERATIONS - 1)]
    return fresh
  }
}
