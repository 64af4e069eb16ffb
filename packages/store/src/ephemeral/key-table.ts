const WORDS = 4
const FIRST_CAPACITY = 16
const MAX_LOAD = 0.75

/**
 * Hash table with 16-byte random keys in one typed array, so that a key costs 16 bytes and can be zeroed.
 * Keys are outputs of a PRF: their own bits are the hash. Open addressing, linear probing, deletion by shifting back.
 */
export class KeyTable<Value> {
  #slots = new Uint32Array(FIRST_CAPACITY * WORDS)
  #values: (Value | undefined)[] | null
  #capacity = FIRST_CAPACITY
  #size = 0

  /** A `set` keeps keys only. */
  constructor(kind: 'map' | 'set') {
    this.#values = kind === 'map' ? new Array(FIRST_CAPACITY) : null
  }

  get size(): number {
    return this.#size
  }

  has(key: Uint8Array): boolean {
    return !this.#isEmpty(this.#find(wordsOf(key)))
  }

  get(key: Uint8Array): Value | undefined {
    return this.#values?.[this.#find(wordsOf(key))]
  }

  put(key: Uint8Array, value: Value): void {
    if (this.#size + 1 > this.#capacity * MAX_LOAD) this.#resize(this.#capacity * 2)
    this.#write(wordsOf(key), value)
  }

  delete(key: Uint8Array): void {
    const slot = this.#find(wordsOf(key))
    if (!this.#isEmpty(slot)) this.#remove(slot)
  }

  /** Removes what `isOver` says. Walks down from an empty slot, so that no cluster is entered in its middle. */
  sweep(isOver: (value: Value) => boolean): void {
    if (!this.#values) return
    let start = 0
    while (!this.#isEmpty(start)) start++
    for (let step = 1; step < this.#capacity; step++) {
      const slot = (start - step + this.#capacity) % this.#capacity
      const value = this.#values[slot]
      if (value !== undefined && isOver(value)) this.#remove(slot)
    }
    const fitting = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(this.#size / MAX_LOAD + 1)))
    if (fitting * 4 <= this.#capacity) this.#resize(fitting * 2)
  }

  /** Zeroes all keys and drops all values. */
  wipe(): void {
    this.#slots.fill(0)
    if (this.#values) this.#values = new Array(FIRST_CAPACITY)
    this.#slots = new Uint32Array(FIRST_CAPACITY * WORDS)
    this.#capacity = FIRST_CAPACITY
    this.#size = 0
  }

  #find(words: Uint32Array): number {
    const mask = this.#capacity - 1
    let slot = (words[0] as number) & mask
    while (!this.#isEmpty(slot) && !this.#holds(slot, words)) slot = (slot + 1) & mask
    return slot
  }

  #holds(slot: number, words: Uint32Array): boolean {
    const at = slot * WORDS
    const slots = this.#slots
    return (
      slots[at] === words[0] && slots[at + 1] === words[1] && slots[at + 2] === words[2] && slots[at + 3] === words[3]
    )
  }

  /** All zeroes is no key: a PRF gives it once in 2^128. */
  #isEmpty(slot: number): boolean {
    const at = slot * WORDS
    const slots = this.#slots
    return slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0 && slots[at + 3] === 0
  }

  #write(words: Uint32Array, value: Value | undefined): void {
    const slot = this.#find(words)
    if (this.#isEmpty(slot)) this.#size++
    this.#slots.set(words, slot * WORDS)
    if (this.#values) this.#values[slot] = value
  }

  #remove(slot: number): void {
    const mask = this.#capacity - 1
    let hole = slot
    for (let next = (hole + 1) & mask; !this.#isEmpty(next); next = (next + 1) & mask) {
      const home = (this.#slots[next * WORDS] as number) & mask
      if (((next - home) & mask) < ((next - hole) & mask)) continue
      this.#slots.copyWithin(hole * WORDS, next * WORDS, (next + 1) * WORDS)
      if (this.#values) this.#values[hole] = this.#values[next]
      hole = next
    }
    this.#slots.fill(0, hole * WORDS, (hole + 1) * WORDS)
    if (this.#values) this.#values[hole] = undefined
    this.#size--
  }

  #resize(capacity: number): void {
    const slots = this.#slots
    const values = this.#values
    const before = this.#capacity
    this.#capacity = capacity
    this.#slots = new Uint32Array(capacity * WORDS)
    this.#values = values && new Array(capacity)
    this.#size = 0
    for (let slot = 0; slot < before; slot++) {
      const words = slots.subarray(slot * WORDS, (slot + 1) * WORDS)
      if (words.some((word) => word !== 0)) this.#write(words, values?.[slot])
    }
    slots.fill(0)
  }
}

const scratch = new Uint32Array(WORDS)
const scratchBytes = new Uint8Array(scratch.buffer)

/** TRICKY: the answer is one shared array, good until the next call. Holds one key: the last visitor's, overwritten or zeroed by nobody but the next. */
function wordsOf(key: Uint8Array): Uint32Array {
  scratchBytes.set(key)
  return scratch
}
