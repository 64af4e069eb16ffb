import type { Needle } from './forms.ts'

const BASE = 0x01000193
const FILTER_BITS = 24

/** Looks for very many byte strings at once, in one pass (Rabin-Karp over the first bytes of each). */
export class ByteSearch {
  readonly #window: number
  readonly #leaving: number
  readonly #longest: number
  readonly #filter = new Uint8Array(1 << (FILTER_BITS - 3))
  readonly #byHash = new Map<number, Needle[]>()

  constructor(needles: readonly Needle[]) {
    this.#window = Math.min(...needles.map(({ bytes }) => bytes.length))
    this.#longest = Math.max(...needles.map(({ bytes }) => bytes.length))
    if (needles.length === 0 || this.#window < 8) throw new RangeError('every needle must have 8 bytes or more')
    this.#leaving = power(BASE, this.#window)
    for (const needle of needles) {
      const hash = this.#hash(needle.bytes)
      const bit = hash >>> (32 - FILTER_BITS)
      this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] as number) | (1 << (bit & 7))
      const known = this.#byHash.get(hash)
      if (known) known.push(needle)
      else this.#byHash.set(hash, [needle])
    }
  }

  /** Every place at which a needle lies in the stream, whatever the borders of its chunks. */
  async countIn(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Map<Needle, number>> {
    const counts = new Map<Needle, number>()
    let carried = Buffer.alloc(0)
    for await (const chunk of chunks) {
      const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk])
      this.#scan(bytes, carried.length, counts)
      carried = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.#longest + 1)))
    }
    return counts
  }

  #scan(bytes: Buffer, known: number, counts: Map<Needle, number>): void {
    const window = this.#window
    const filter = this.#filter
    let hash = 0
    for (let at = 0; at < bytes.length; at++) {
      hash = (Math.imul(hash, BASE) + (bytes[at] as number)) | 0
      if (at >= window) hash = (hash - Math.imul(this.#leaving, bytes[at - window] as number)) | 0
      const bit = hash >>> (32 - FILTER_BITS)
      if (at < window - 1 || ((filter[bit >>> 3] as number) & (1 << (bit & 7))) === 0) continue
      for (const needle of this.#byHash.get(hash) ?? []) {
        const start = at - window + 1
        const end = start + needle.bytes.length
        // What ends inside the carried bytes has been counted with the chunk before.
        if (end > known && end <= bytes.length && needle.bytes.compare(bytes, start, end) === 0)
          counts.set(needle, (counts.get(needle) ?? 0) + 1)
      }
    }
  }

  #hash(bytes: Buffer): number {
    let hash = 0
    for (let at = 0; at < this.#window; at++) hash = (Math.imul(hash, BASE) + (bytes[at] as number)) | 0
    return hash
  }
}

function power(base: number, exponent: number): number {
  let product = 1
  for (let at = 0; at < exponent; at++) product = Math.imul(product, base)
  return product
}

/** How many different canaries of each kind were found, and where their spellings were. */
export function summarise(counts: ReadonlyMap<Needle, number>): {
  canaries: number
  places: number
  byKind: Record<string, number>
  byForm: Record<string, number>
} {
  const canaries = new Map<string, string>()
  const byForm: Record<string, number> = {}
  let places = 0
  for (const [needle, count] of counts) {
    canaries.set(`${needle.kind} ${needle.canary}`, needle.kind)
    byForm[needle.form] = (byForm[needle.form] ?? 0) + count
    places += count
  }
  const byKind: Record<string, number> = {}
  for (const kind of canaries.values()) byKind[kind] = (byKind[kind] ?? 0) + 1
  return { canaries: canaries.size, places, byKind, byForm }
}
