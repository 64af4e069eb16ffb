import { type EntryImage, EntryPool } from './entry-pool.ts'
import type { Session } from './session.ts'
import { Slab, type SlabImage } from './slab.ts'

/** Words of a record: id (4), start and last hit (2 each), then these. */
const [STARTED, SEEN, SEQ, PATH_COUNT, ENTRY, USES, PATHS, WIDTH] = [4, 6, 8, 9, 10, 11, 12, 13]
/** Words of a block of path hashes: the hashes, then the number of the next block. */
const HASHES = 3
const NEXT = HASHES
const LOW = 2 ** 32

/** Everything kept of sessions, as plain data beside its memory. */
export interface SessionsImage {
  readonly records: SlabImage & { readonly chunks: number }
  readonly paths: SlabImage & { readonly chunks: number }
  readonly entries: EntryImage
}

/** Sessions by number, 52 bytes each and 16 for up to three paths; what they share is kept once. */
export class SessionMemory {
  readonly #records = new Slab(WIDTH)
  readonly #paths = new Slab(HASHES + 1)
  readonly #entries = new EntryPool()

  get size(): number {
    return this.#records.size
  }

  /** Text of all entry facts. */
  get entryBytes(): number {
    return this.#entries.bytes
  }

  /** A working copy. */
  read(number: number): Session {
    const words = this.#records.chunkOf(number)
    const at = this.#records.offsetOf(number)
    return {
      number,
      id: idOf(words, at),
      started_at: timeOf(words, at + STARTED),
      last_seen: timeOf(words, at + SEEN),
      seq: words[at + SEQ] as number,
      entry: this.#entries.get(words[at + ENTRY] as number),
      paths: this.#readPaths(words[at + PATHS] as number, words[at + PATH_COUNT] as number),
    }
  }

  /** When its last item came; enough to tell whether it lives. */
  times(number: number): { readonly started_at: number; readonly last_seen: number } {
    const words = this.#records.chunkOf(number)
    const at = this.#records.offsetOf(number)
    return { started_at: timeOf(words, at + STARTED), last_seen: timeOf(words, at + SEEN) }
  }

  /** Writes what has changed of a session that is kept already. */
  write(session: Session): void {
    const words = this.#records.chunkOf(session.number)
    const at = this.#records.offsetOf(session.number)
    putTime(words, at + SEEN, session.last_seen)
    words[at + SEQ] = session.seq
    if (session.paths.length !== words[at + PATH_COUNT]) this.#addPaths(session.number, session.paths)
  }

  /** Keeps a session, a new one or another use of a known one. Its number. */
  hold(session: Session): number {
    if (session.number === 0) this.#begin(session)
    const { number } = session
    this.#records.set(number, USES, this.#records.get(number, USES) + 1)
    return number
  }

  /** One use less; zeroed with the last. */
  release(number: number): void {
    const uses = this.#records.get(number, USES) - 1
    this.#records.set(number, USES, uses)
    if (uses > 0) return
    this.#entries.release(this.#records.get(number, ENTRY))
    for (let block = this.#records.get(number, PATHS); block !== 0; ) {
      const next = this.#paths.get(block, NEXT)
      this.#paths.free(block)
      block = next
    }
    this.#records.free(number)
  }

  wipe(): void {
    this.#records.wipe()
    this.#paths.wipe()
    this.#entries.wipe()
  }

  image(parts: Uint8Array[]): SessionsImage {
    return { records: this.#records.image(parts), paths: this.#paths.image(parts), entries: this.#entries.image() }
  }

  load(image: SessionsImage, takePart: () => Uint8Array): void {
    this.#records.load(image.records, takePart)
    this.#paths.load(image.paths, takePart)
    this.#entries.load(image.entries)
  }

  #begin(session: Session): void {
    const number = this.#records.take()
    session.number = number
    const hex = session.id.replaceAll('-', '')
    for (let word = 0; word < 4; word++)
      this.#records.set(number, word, Number.parseInt(hex.slice(8 * word, 8 * word + 8), 16))
    putTime(this.#records.chunkOf(number), this.#records.offsetOf(number) + STARTED, session.started_at)
    this.#records.set(number, ENTRY, this.#entries.take(session.entry))
    this.write(session)
  }

  /** Newest block first, each filled from its beginning. */
  #readPaths(first: number, count: number): number[] {
    const paths = new Array<number>(count)
    for (let block = first, left = count; left > 0; block = this.#paths.get(block, NEXT)) {
      const start = Math.floor((left - 1) / HASHES) * HASHES
      for (let at = start; at < left; at++) paths[at] = this.#paths.get(block, at - start)
      left = start
    }
    return paths
  }

  #addPaths(number: number, paths: readonly number[]): void {
    const count = this.#records.get(number, PATH_COUNT)
    for (let at = count; at < paths.length; at++) {
      if (at % HASHES === 0) {
        const block = this.#paths.take()
        this.#paths.set(block, NEXT, this.#records.get(number, PATHS))
        this.#records.set(number, PATHS, block)
      }
      this.#paths.set(this.#records.get(number, PATHS), at % HASHES, paths[at] as number)
    }
    this.#records.set(number, PATH_COUNT, paths.length)
  }
}

const HEX = Array.from({ length: 2 ** 16 }, (_, value) => value.toString(16).padStart(4, '0'))

function putTime(words: Uint32Array, at: number, time: number): void {
  words[at] = time % LOW
  words[at + 1] = Math.floor(time / LOW)
}

function timeOf(words: Uint32Array, at: number): number {
  return (words[at + 1] as number) * LOW + (words[at] as number)
}

function idOf(words: Uint32Array, at: number): string {
  const hex = (word: number) => HEX[word & 0xffff]
  const [a, b, c, d] = [words[at] as number, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number]
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b)}-${hex(c >>> 16)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`
}
