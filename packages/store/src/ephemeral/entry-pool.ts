import type { EntryFacts } from './port.ts'

interface Kept {
  readonly name: string
  readonly entry: EntryFacts
  uses: number
}

/** Lets sessions with equal facts share one object: most visits begin on few pages, with few browsers, in few countries. */
export class EntryPool {
  readonly #numbers = new Map<string, number>()
  readonly #kept: (Kept | undefined)[] = []
  readonly #free: number[] = []
  #chars = 0

  /** What the texts take at most: facts, and the name that they are found by. */
  get bytes(): number {
    return 4 * this.#chars
  }

  /** The number of equal facts, used once more. */
  take(entry: EntryFacts): number {
    const name = JSON.stringify(Object.values(entry))
    const known = this.#numbers.get(name)
    if (known !== undefined) {
      ;(this.#kept[known] as Kept).uses++
      return known
    }
    const number = this.#free.pop() ?? this.#kept.length
    this.#kept[number] = { name, entry, uses: 1 }
    this.#chars += name.length
    this.#numbers.set(name, number)
    return number
  }

  get(number: number): EntryFacts {
    return (this.#kept[number] as Kept).entry
  }

  /** One use less; forgotten with the last. */
  release(number: number): void {
    const kept = this.#kept[number]
    if (!kept || --kept.uses > 0) return
    this.#numbers.delete(kept.name)
    this.#chars -= kept.name.length
    this.#kept[number] = undefined
    this.#free.push(number)
  }

  wipe(): void {
    this.#numbers.clear()
    this.#kept.length = 0
    this.#free.length = 0
    this.#chars = 0
  }

  /** Plain data; null where nothing is kept. */
  image(): EntryImage {
    return this.#kept.map((kept) => (kept ? { entry: kept.entry, uses: kept.uses } : null))
  }

  load(image: EntryImage): void {
    for (const [number, kept] of image.entries()) {
      const name = kept && JSON.stringify(Object.values(kept.entry))
      this.#kept[number] = kept && name !== null ? { ...kept, name } : undefined
      if (name === null) this.#free.push(number)
      else {
        this.#numbers.set(name, number)
        this.#chars += name.length
      }
    }
  }
}

/** A pool as plain data. */
export type EntryImage = readonly ({ readonly entry: EntryFacts; readonly uses: number } | null)[]
