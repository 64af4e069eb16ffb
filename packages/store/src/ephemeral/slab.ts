const CHUNK = 8192

/** A slab as plain data; its memory is handed over beside it. */
export interface SlabImage {
  readonly next: number
  readonly free: number
  readonly size: number
}

/** Records of `width` words, by number, in chunks that are never moved. 0 is no record; what is freed is zeroed and used again. */
export class Slab {
  readonly #width: number
  readonly #chunks: Uint32Array[] = []
  /** First of the freed records; each has the next one's number in its first word. */
  #free = 0
  #next = 1
  #size = 0

  constructor(width: number) {
    this.#width = width
  }

  get size(): number {
    return this.#size
  }

  take(): number {
    this.#size++
    const freed = this.#free
    if (freed !== 0) {
      this.#free = this.get(freed, 0)
      this.set(freed, 0, 0)
      return freed
    }
    if (Math.floor(this.#next / CHUNK) >= this.#chunks.length) this.#chunks.push(new Uint32Array(CHUNK * this.#width))
    return this.#next++
  }

  free(record: number): void {
    for (let word = 0; word < this.#width; word++) this.set(record, word, 0)
    this.set(record, 0, this.#free)
    this.#free = record
    this.#size--
  }

  /** The memory that a record is in: its words begin at `offsetOf`. */
  chunkOf(record: number): Uint32Array {
    return this.#chunks[record >>> 13] as Uint32Array
  }

  offsetOf(record: number): number {
    return (record & (CHUNK - 1)) * this.#width
  }

  get(record: number, word: number): number {
    return (this.#chunks[record >>> 13] as Uint32Array)[(record & (CHUNK - 1)) * this.#width + word] as number
  }

  set(record: number, word: number, value: number): void {
    const chunk = this.#chunks[record >>> 13] as Uint32Array
    chunk[(record & (CHUNK - 1)) * this.#width + word] = value
  }

  /** Zeroes everything. */
  wipe(): void {
    for (const chunk of this.#chunks) chunk.fill(0)
    this.#chunks.length = 0
    this.#free = 0
    this.#next = 1
    this.#size = 0
  }

  /** The slab as plain data; its memory, not copied, goes into `parts`. */
  image(parts: Uint8Array[]): SlabImage & { readonly chunks: number } {
    for (const chunk of this.#chunks) parts.push(new Uint8Array(chunk.buffer))
    return { next: this.#next, free: this.#free, size: this.#size, chunks: this.#chunks.length }
  }

  /** Becomes what an image was taken of; keeps the memory that it takes. */
  load(image: SlabImage & { readonly chunks: number }, takePart: () => Uint8Array): void {
    for (let chunk = 0; chunk < image.chunks; chunk++) this.#chunks.push(new Uint32Array(takePart().buffer))
    this.#next = image.next
    this.#free = image.free
    this.#size = image.size
  }
}
