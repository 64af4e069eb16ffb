import { KEY_WORDS, KeySegment, type Sweep } from './key-segment.ts'

/** Whatever is copied at once, when a table grows or is swept, is a segment: a fraction of a millisecond. */
const SEGMENT_KEYS = 2048

/** A table as plain data; its memory is handed over beside it. */
export type TableImage = readonly { readonly depth: number; readonly size: number }[]

/**
 * Hash table of 16-byte keys with one or two words of value each, in typed arrays: millions of keys are no work for the
 * garbage collector, and can be zeroed. Extendible hashing over small segments (Fagin et al., 1979), so that it is
 * never copied as a whole. Keys must be outputs of a PRF: their own bits are the hash.
 */
export class KeyTable {
  readonly #width: number
  /** By the leading `#depth` bits of a key's second word; a segment fills all places that begin with its own bits. */
  #directory: KeySegment[]
  #depth = 0
  #size = 0

  constructor(valueWords: 1 | 2) {
    this.#width = KEY_WORDS + valueWords
    this.#directory = [new KeySegment(0, this.#width)]
  }

  get size(): number {
    return this.#size
  }

  /** The first or the second word of the value; -1 when there is none. */
  get(key: Uint8Array, which: 0 | 1 = 0): number {
    const segment = this.#segmentOf(wordsOf(key)[1] as number)
    const at = segment.find(scratch)
    return at < 0 ? -1 : (segment.slots[at + KEY_WORDS + which] as number)
  }

  put(key: Uint8Array, value: number, second = 0): void {
    let segment = this.#segmentOf(wordsOf(key)[1] as number)
    scratch[KEY_WORDS] = value
    scratch[KEY_WORDS + 1] = second
    if (segment.size >= SEGMENT_KEYS) {
      this.#split(segment)
      segment = this.#segmentOf(scratch[1] as number)
    }
    if (segment.put(scratch)) this.#size++
  }

  delete(key: Uint8Array): void {
    const segment = this.#segmentOf(wordsOf(key)[1] as number)
    const at = segment.find(scratch)
    if (at >= 0) this.#remove(segment, at)
  }

  /** Goes segment by segment; between two, the table may be used and changed. */
  *sweep(sweep: Sweep): Generator<void> {
    for (let prefix = 0; prefix < 2 ** 32; ) {
      const segment = this.#segmentOf(prefix)
      this.#size -= segment.sweep(sweep)
      prefix += 2 ** (32 - segment.depth)
      yield
    }
  }

  /** Removes the key with the smallest second word, counted round from `from`, in the segment of a key. Its first word, or -1. */
  removeOldestNear(key: Uint8Array, from: number): number {
    const segment = this.#segmentOf(wordsOf(key)[1] as number)
    const at = segment.oldest(from)
    if (at < 0) return -1
    const value = segment.slots[at + KEY_WORDS] as number
    this.#remove(segment, at)
    return value
  }

  /** Every first word. */
  *values(): Generator<number> {
    for (const { slots } of this.#segments())
      for (let at = 0; at < slots.length; at += this.#width)
        if (slots[at + KEY_WORDS] !== 0) yield slots[at + KEY_WORDS] as number
  }

  /** Zeroes everything. */
  wipe(): void {
    for (const segment of this.#segments()) segment.wipe()
    this.#directory = [new KeySegment(0, this.#width)]
    this.#depth = 0
    this.#size = 0
  }

  /** The table as plain data; its memory, not copied, goes into `parts`. */
  image(parts: Uint8Array[]): TableImage {
    const segments = this.#segments()
    for (const { slots } of segments) parts.push(new Uint8Array(slots.buffer))
    return segments.map(({ depth, size }) => ({ depth, size }))
  }

  /** Becomes what an image was taken of; keeps the memory that it takes. */
  load(image: TableImage, takePart: () => Uint8Array): void {
    this.#depth = Math.max(...image.map(({ depth }) => depth))
    this.#size = image.reduce((total, { size }) => total + size, 0)
    this.#directory = image.flatMap(({ depth, size }) => {
      const segment = KeySegment.of(depth, this.#width, { size, slots: new Uint32Array(takePart().buffer) })
      return new Array<KeySegment>(2 ** (this.#depth - depth)).fill(segment)
    })
  }

  #segments(): KeySegment[] {
    return [...new Set(this.#directory)]
  }

  #segmentOf(prefix: number): KeySegment {
    // A shift by 32 would be one by 0.
    return this.#directory[this.#depth === 0 ? 0 : prefix >>> (32 - this.#depth)] as KeySegment
  }

  #split(segment: KeySegment): void {
    if (segment.depth === this.#depth) {
      this.#directory = this.#directory.flatMap((one) => [one, one])
      this.#depth++
    }
    const first = this.#directory.indexOf(segment)
    const half = 2 ** (this.#depth - segment.depth - 1)
    const [low, high] = segment.split()
    this.#directory.fill(low, first, first + half).fill(high, first + half, first + 2 * half)
  }

  #remove(segment: KeySegment, at: number): void {
    segment.remove(at)
    this.#size--
  }
}

/** A key and its value. */
const scratch = new Uint32Array(KEY_WORDS + 2)
const scratchBytes = new Uint8Array(scratch.buffer)

/** TRICKY: one shared array, good until the next call. It holds one key, the last visitor's, until the next. */
function wordsOf(key: Uint8Array): Uint32Array {
  scratchBytes.set(key)
  return scratch
}
