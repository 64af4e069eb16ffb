import type { EntryFacts } from './port.ts'

const MAX_ENTRIES = 20_000

/**
 * Lets sessions with equal facts share one object: most visits begin on few pages, with few browsers, in few countries.
 * Only a way to save memory: it may be emptied at any time.
 */
export class EntryPool {
  readonly #entries = new Map<string, EntryFacts>()

  share(entry: EntryFacts): EntryFacts {
    const key = Object.values(entry).join('\n')
    const known = this.#entries.get(key)
    if (known) return known
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear()
    this.#entries.set(key, entry)
    return entry
  }

  clear(): void {
    this.#entries.clear()
  }
}
