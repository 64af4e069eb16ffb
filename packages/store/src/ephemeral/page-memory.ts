import { hash } from 'node:crypto'
import { PAGEVIEW_MEMORY_MS, SESSION_MAX_MS } from '@lethe/catalogue'
import { GONE } from './key-segment.ts'
import { KeyTable, type TableImage } from './key-table.ts'
import type { Session } from './session.ts'
import type { SessionMemory } from './session-memory.ts'

const KEY_BYTES = 16
/** Over all scopes, 36 bytes each; above it the oldest go first (of those near a new one). */
const MAX_PAGES = 4_000_000

/** Remembered pages as plain data, beside their memory. */
export interface PagesImage {
  readonly table: TableImage
  readonly salt: string
  readonly forgotten: readonly (readonly [scope: string, times: number])[]
}

/** Which session a page was viewed in, for items that come late. */
export class PageMemory {
  readonly #sessions: SessionMemory
  readonly #max: number
  /** Session's number, and when the page is forgotten: the low 32 bits of epoch ms, enough to compare within 24 days. */
  readonly #table = new KeyTable(2)
  /** Page ids are the sender's choice: hashed with this, none can be chosen to collide. */
  #salt: string
  /** Keys cannot be told by their scope: from now on it makes others. What is there under the old ones goes when it is due. */
  readonly #forgotten = new Map<string, number>()

  constructor(sessions: SessionMemory, options: { salt: Uint8Array; max?: number | undefined }) {
    this.#sessions = sessions
    this.#salt = Buffer.from(options.salt).toString('hex')
    this.#max = options.max ?? MAX_PAGES
  }

  get size(): number {
    return this.#table.size
  }

  /** Number of the session; 0 when the page is unknown or too old. */
  find(scope: string, id: string, now: number): number {
    const key = this.#keyOf(scope, id)
    const number = this.#table.get(key)
    return number > 0 && isAhead(this.#table.get(key, 1), now) ? number : 0
  }

  /** The latest view of a page counts. */
  put(scope: string, id: string, view: { readonly session: Session; readonly now: number }): void {
    const key = this.#keyOf(scope, id)
    const before = this.#table.get(key)
    const number = this.#sessions.hold(view.session)
    if (before > 0) this.#sessions.release(before)
    else if (this.#table.size >= this.#max) {
      const oldest = this.#table.removeOldestNear(key, view.now >>> 0)
      if (oldest > 0) this.#sessions.release(oldest)
    }
    this.#table.put(key, number, (view.now + PAGEVIEW_MEMORY_MS) >>> 0)
  }

  /** No page of the scope is found again. */
  forget(scope: string): void {
    this.#forgotten.set(scope, (this.#forgotten.get(scope) ?? 0) + 1)
  }

  sweep(now: number): Generator<void> {
    return this.#table.sweep((number, expires) => {
      if (isAhead(expires, now)) return number
      this.#sessions.release(number)
      return GONE
    })
  }

  wipe(): void {
    this.#table.wipe()
    this.#forgotten.clear()
  }

  image(parts: Uint8Array[]): PagesImage {
    return { table: this.#table.image(parts), salt: this.#salt, forgotten: [...this.#forgotten] }
  }

  load(image: PagesImage, takePart: () => Uint8Array): void {
    this.#table.load(image.table, takePart)
    this.#salt = image.salt
    for (const [scope, times] of image.forgotten) this.#forgotten.set(scope, times)
  }

  /** Scopes carry their length, and begin with a digit after the blank, so that no two spell the same. */
  #keyOf(scope: string, id: string): Uint8Array {
    const digest = hash('sha256', `${this.#salt}${this.#forgotten.get(scope) ?? ''} ${scope}${id}`, 'binary')
    const key = new Uint8Array(KEY_BYTES)
    for (let at = 0; at < KEY_BYTES; at++) key[at] = digest.charCodeAt(at)
    return key
  }
}

/** Whether a time of which the low 32 bits are known is later than `now`; by more than the clock can have been set back, it is over. */
function isAhead(low: number, now: number): boolean {
  const ahead = (low - (now >>> 0)) | 0
  return ahead > 0 && ahead <= PAGEVIEW_MEMORY_MS + SESSION_MAX_MS
}
