export const KEY_WORDS = 4
const FIRST_CAPACITY = 16
/** A segment is filled between 0.64 and 0.8: a key of 16 bytes with one word of value costs 25 to 31 bytes. */
const MAX_LOAD = 0.8
const GROWTH = 1.25
/** No value is as large: values are numbers of records. */
const TOMB = 0xffff_ffff

/** What becomes of a key that is swept: its new first word, or `GONE`. */
export const GONE = -1
export type Sweep = (value: number, second: number) => number

/** Part of a `KeyTable`: keys whose second word begins with the same `depth` bits. Open addressing, linear probing. */
export class KeySegment {
  readonly depth: number
  readonly #width: number
  #slots: Uint32Array
  #capacity: number
  #size = 0

  constructor(depth: number, width: number, expected = 0) {
    this.depth = depth
    this.#width = width
    this.#capacity = fitting(expected)
    this.#slots = new Uint32Array(this.#capacity * width)
  }

  /** A segment in memory that was another's; keeps it. */
  static of(depth: number, width: number, { size, slots }: { size: number; slots: Uint32Array }): KeySegment {
    const segment = new KeySegment(depth, width)
    segment.#slots = slots
    segment.#capacity = slots.length / width
    segment.#size = size
    return segment
  }

  get size(): number {
    return this.#size
  }

  /** The memory itself: `width` words for each place, all zero where no key is. */
  get slots(): Uint32Array {
    return this.#slots
  }

  /** Offset of the key in `slots`, or -1. */
  find(key: Uint32Array): number {
    const at = this.#place(key)
    return this.#isEmpty(at) ? -1 : at
  }

  /** True when the key is new. `from` is where it begins in `words`, its value behind it. */
  put(words: Uint32Array, from = 0): boolean {
    const key = from === 0 ? words : words.subarray(from, from + KEY_WORDS)
    let at = this.#place(key)
    const isNew = this.#isEmpty(at)
    if (isNew && ++this.#size > this.#capacity * MAX_LOAD) {
      this.#resize(Math.ceil(this.#capacity * GROWTH) + 1)
      at = this.#place(key)
    }
    for (let word = 0; word < this.#width; word++) this.#slots[at + word] = words[from + word] as number
    return isNew
  }

  /** Closes the hole at an offset by moving back what had been pushed on. */
  remove(at: number): void {
    const slots = this.#slots
    const capacity = this.#capacity
    const width = this.#width
    let hole = at / width
    for (let next = (hole + 1) % capacity; !this.#isEmpty(next * width); next = (next + 1) % capacity) {
      const home = homeOf(slots[next * width] as number, capacity)
      if ((next - home + capacity) % capacity < (next - hole + capacity) % capacity) continue
      slots.copyWithin(hole * width, next * width, (next + 1) * width)
      hole = next
    }
    slots.fill(0, hole * width, (hole + 1) * width)
    this.#size--
  }

  /** How many keys are gone. */
  sweep(sweep: Sweep): number {
    let gone = 0
    for (const at of this.#taken()) {
      const value = sweep(this.#slots[at + KEY_WORDS] as number, this.#slots[at + KEY_WORDS + 1] as number)
      // A hole would end the search for keys behind it, so those that are gone are marked, and left out below.
      this.#slots[at + KEY_WORDS] = value === GONE ? TOMB : value
      if (value === GONE) gone++
    }
    this.#size -= gone
    if (gone > 0) this.#resize(fitting(this.#size))
    return gone
  }

  /** Offset of the key whose second word is the smallest, counted round from `from`; -1 when there is none. */
  oldest(from: number): number {
    let oldest = -1
    let least = Number.POSITIVE_INFINITY
    for (const at of this.#taken()) {
      const age = ((this.#slots[at + KEY_WORDS + 1] as number) - from) | 0
      if (age < least) [least, oldest] = [age, at]
    }
    return oldest
  }

  /** Its keys in two segments, by their next bit; zeroes itself. */
  split(): [KeySegment, KeySegment] {
    const half = () => new KeySegment(this.depth + 1, this.#width, Math.ceil(this.#size / 2))
    const halves: [KeySegment, KeySegment] = [half(), half()]
    for (const at of this.#taken())
      halves[((this.#slots[at + 1] as number) >>> (31 - this.depth)) & 1]?.put(this.#slots, at)
    this.wipe()
    return halves
  }

  wipe(): void {
    this.#slots.fill(0)
    this.#size = 0
  }

  /** Where the key is or would go. */
  #place(key: Uint32Array): number {
    const slots = this.#slots
    const [a, b, c, d] = [key[0] as number, key[1], key[2], key[3]]
    let at = homeOf(a, this.#capacity) * this.#width
    while (
      !(slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d) &&
      !this.#isEmpty(at)
    ) {
      at += this.#width
      if (at === slots.length) at = 0
    }
    return at
  }

  #resize(capacity: number): void {
    const before = this.#slots
    const width = this.#width
    this.#capacity = capacity
    this.#slots = new Uint32Array(capacity * width)
    for (let from = 0; from < before.length; from += width) {
      if (isEmpty(before, from) || before[from + KEY_WORDS] === TOMB) continue
      let at = homeOf(before[from] as number, capacity) * width
      while (!this.#isEmpty(at)) at = at + width === this.#slots.length ? 0 : at + width
      for (let word = 0; word < width; word++) this.#slots[at + word] = before[from + word] as number
    }
    before.fill(0)
  }

  *#taken(): Generator<number> {
    for (let at = 0; at < this.#slots.length; at += this.#width) if (!this.#isEmpty(at)) yield at
  }

  #isEmpty(at: number): boolean {
    return isEmpty(this.#slots, at)
  }
}

/** All zeroes is no key: a PRF gives it once in 2^128. */
function isEmpty(slots: Uint32Array, at: number): boolean {
  return slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0 && slots[at + 3] === 0
}

/** Room for so many keys, halfway between growing and shrinking. */
function fitting(size: number): number {
  return Math.max(FIRST_CAPACITY, Math.ceil((size / MAX_LOAD) * Math.sqrt(GROWTH)))
}

function homeOf(word: number, capacity: number): number {
  return Math.floor((word / 2 ** 32) * capacity)
}
