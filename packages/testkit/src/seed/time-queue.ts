interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly value: T
}

/** Gives out what was put in by time; what is due at the same time leaves in the order it came. A binary heap. */
export class TimeQueue<T> {
  readonly #heap: Entry<T>[] = []
  #pushed = 0

  push(at: number, value: T): void {
    const entry = { at, order: this.#pushed++, value }
    let index = this.#heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(index, parent)) break
      this.#swap(index, parent)
      index = parent
    }
  }

  /** The earliest, when it is due before `until`. */
  popBefore(until: number): { readonly at: number; readonly value: T } | undefined {
    const [first] = this.#heap
    if (first === undefined || first.at >= until) return undefined
    this.#swap(0, this.#heap.length - 1)
    this.#heap.pop()
    this.#sink()
    return first
  }

  #sink(): void {
    let index = 0
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let least = this.#isBefore(left, index) ? left : index
      if (this.#isBefore(right, least)) least = right
      if (least === index) return
      this.#swap(index, least)
      index = least
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (a === undefined || b === undefined) return false
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (a === undefined || b === undefined) return
    this.#heap[one] = b
    this.#heap[other] = a
  }
}
