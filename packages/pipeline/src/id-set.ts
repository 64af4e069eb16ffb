import type { ItemHash } from '@lethe/store/spool/port'

const FIRST_SLOTS = 16
/** Of the slots; between 11 and 21 bytes an entry while it grows. */
const MAX_LOAD = 0.75

/** Growing copies one part at a time: at most 12,000 entries of what a million make. */
const PARTS = 64

/** A set of 64-bit hashes, in parts by their leading bits, so that growing is never a pause. */
export class IdSet {
  readonly #parts = Array.from({ length: PARTS }, () => new IdTable())
  #size = 0

  get size(): number {
    return this.#size
  }

  has(hash: ItemHash): boolean {
    return this.#partOf(hash).has(hash)
  }

  add(hash: ItemHash): void {
    this.#size += this.#partOf(hash).add(hash)
  }

  delete(hash: ItemHash): void {
    this.#size -= this.#partOf(hash).delete(hash)
  }

  #partOf([high]: ItemHash): IdTable {
    return this.#parts[Math.floor((high / 2 ** 32) * PARTS)] as IdTable
  }
}

/**
 * A part: hashes in one typed array, open addressing, linear probing. Expects outputs of a keyed hash, so that nobody
 * can choose entries that collide. Two different ids are the same with a chance of one in 2^64 per entry.
 */
class IdTable {
  #slots: Uint32Array = new Uint32Array(2 * FIRST_SLOTS)
  #size = 0

  get size(): number {
    return this.#size
  }

  has(hash: ItemHash): boolean {
    return !this.#isEmpty(this.#find(hash))
  }

  /** How many it has more now. */
  add(hash: ItemHash): 0 | 1 {
    const at = this.#find(hash)
    if (!this.#isEmpty(at)) return 0
    this.#write(at, hash)
    this.#size++
    if (this.#size > this.#count * MAX_LOAD) this.#grow()
    return 1
  }

  /** How many it has fewer now. Closes the hole by moving back what had been pushed past it. */
  delete(hash: ItemHash): 0 | 1 {
    let hole = this.#find(hash)
    if (this.#isEmpty(hole)) return 0
    this.#size--
    const mask = this.#count - 1
    for (let next = (hole + 1) & mask; !this.#isEmpty(next); next = (next + 1) & mask) {
      const home = (this.#slots[2 * next] as number) & mask
      if (((next - home) & mask) < ((next - hole) & mask)) continue
      this.#slots.copyWithin(2 * hole, 2 * next, 2 * next + 2)
      hole = next
    }
    this.#slots.fill(0, 2 * hole, 2 * hole + 2)
    return 1
  }

  get #count(): number {
    return this.#slots.length / 2
  }

  /** The slot that holds the hash, or where it would go. */
  #find([high, low]: ItemHash): number {
    const mask = this.#count - 1
    let at = high & mask
    while (!this.#isEmpty(at) && (this.#slots[2 * at] !== high || this.#slots[2 * at + 1] !== low)) at = (at + 1) & mask
    return at
  }

  #write(at: number, [high, low]: ItemHash): void {
    this.#slots[2 * at] = high
    this.#slots[2 * at + 1] = low
  }

  /** All zeroes is no hash of anything: chance gives it once in 2^64. */
  #isEmpty(at: number): boolean {
    return this.#slots[2 * at] === 0 && this.#slots[2 * at + 1] === 0
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(2 * before.length)
    for (let at = 0; at < before.length; at += 2) {
      const hash: ItemHash = [before[at] as number, before[at + 1] as number]
      if (hash[0] !== 0 || hash[1] !== 0) this.#write(this.#find(hash), hash)
    }
  }
}
