import { hash } from 'node:crypto'
import { type IdHash, IdSet, type IdSetImage } from './id-set.ts'

/** Longer than the tracker goes on sending: its last try is half a minute after the first, and a request may hang for minutes. */
export const REMEMBERED_MS = 10 * 60_000
/** What is remembered is forgotten a third at a time, each a while after the oldest of it is due. */
const GENERATIONS = 3
const GENERATION_MS = REMEMBERED_MS / (GENERATIONS - 1)
const KEY_BYTES = 32
/** Over all sites; 25 MB at the most. At least two thirds of as many are remembered at any time. */
const MAX_ITEMS = 2_300_000

/** Which items were taken lately, by the ids that pages gave them. In memory: lost with the process, unless a successor takes it over. */
export interface TakenItems {
  /** Remembers the item, in one step; false when it is remembered already. */
  take(siteId: number, id: string): boolean
  /** What `take` would answer; remembers nothing. */
  isNew(siteId: number, id: string): boolean
  /** Forgets an item that was refused after all, so that it may come again. */
  forget(siteId: number, id: string): void
  /** Drops what is older than it need be; answers do not depend on it, memory does. */
  sweep(): void
  /** How many are remembered. */
  readonly size: number
  /** What it holds as plain data; its memory, not copied, goes into `parts`. */
  image(parts: Uint8Array[]): TakenItemsImage
  /** Becomes what an image was taken of; keeps the memory that it takes. Only for one that has not been used. */
  load(image: TakenItemsImage, takePart: () => Uint8Array): void
}

/** When each generation began, and its ids, newest first. */
export type TakenItemsImage = readonly { readonly began_at: number; readonly ids: IdSetImage }[]

interface Generation {
  readonly began_at: number
  readonly ids: IdSet
}

/**
 * Remembers items for 10 to 15 minutes, or less when more than `maxItems` come: then the oldest go first. Ids are chosen by
 * senders, so only a keyed hash of each is kept, 8 bytes, under a key that lives as long as the process.
 */
export function openTakenItems(options: {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  readonly maxItems?: number
}): TakenItems {
  const { now, randomBytes, maxItems = MAX_ITEMS } = options
  let key = Buffer.from(randomBytes(KEY_BYTES)).toString('latin1')
  const generations = new Generations(now, Math.max(1, Math.floor(maxItems / GENERATIONS)))

  /** An id holds no control characters and a site no space, so no two pairs are written alike. */
  const hashOf = (siteId: number, id: string): IdHash => {
    const digest = hash('sha256', `${key}${siteId} ${id}`, 'hex')
    return [Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16)]
  }

  return {
    take(siteId, id) {
      const hashed = hashOf(siteId, id)
      if (generations.has(hashed)) return false
      generations.add(hashed)
      return true
    },
    isNew: (siteId, id) => !generations.has(hashOf(siteId, id)),
    forget: (siteId, id) => generations.delete(hashOf(siteId, id)),
    sweep: () => generations.sweep(),
    get size() {
      return generations.size
    },
    image(parts) {
      parts.push(Buffer.from(key, 'latin1'))
      return generations.image(parts)
    },
    load(image, takePart) {
      key = Buffer.from(takePart()).toString('latin1')
      generations.load(image, takePart)
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

  has(hashed: IdHash): boolean {
    this.sweep()
    return this.#all.some(({ ids }) => ids.has(hashed))
  }

  add(hashed: IdHash): void {
    const [newest] = this.#all
    const isOpen = newest && this.#now() - newest.began_at < GENERATION_MS && newest.ids.size < this.#most
    const { ids } = isOpen ? newest : this.#begin()
    ids.add(hashed)
  }

  delete(hashed: IdHash): void {
    for (const { ids } of this.#all) ids.delete(hashed)
  }

  sweep(): void {
    const isDue = ({ began_at }: Generation) => this.#now() - began_at >= REMEMBERED_MS + GENERATION_MS
    if (this.#all.some(isDue)) this.#all = this.#all.filter((one) => !isDue(one))
  }

  image(parts: Uint8Array[]): TakenItemsImage {
    return this.#all.map(({ began_at, ids }) => ({ began_at, ids: ids.image(parts) }))
  }

  load(image: TakenItemsImage, takePart: () => Uint8Array): void {
    this.#all = image.map(({ began_at, ids }) => {
      const set = new IdSet()
      set.load(ids, takePart)
      return { began_at, ids: set }
    })
  }

  #begin(): Generation {
    const fresh = { began_at: this.#now(), ids: new IdSet() }
    this.#all = [fresh, ...this.#all.slice(0, GENERATIONS - 1)]
    return fresh
  }
}
