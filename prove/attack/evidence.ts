const WINDOW = 8
const HEX_RUN = /[0-9a-f]{16,}/gi
const BASE64_RUN = /[A-Za-z0-9+/_-]{11,}={0,2}/g

/**
 * Everything that an attacker holds, as the set of its 8-byte strings: raw, and what stands in it as hex (UUIDs included) or base64.
 * An id, however it was cut, was stored if its first 8 bytes are in here; by chance they are once in 2^64 / size.
 */
export class Evidence {
  #slots = new Uint32Array(2 * 1024)
  #size = 0

  /** Number of different 8-byte strings. */
  get size(): number {
    return this.#size
  }

  /** A file's bytes, or a table's text. */
  add(bytes: Buffer): void {
    this.#addWindows(bytes)
    const text = bytes.toString('latin1')
    for (const [run] of text.replaceAll('-', '').matchAll(HEX_RUN))
      this.#addRuns(run, 2, (part) => Buffer.from(part, 'hex'))
    for (const [run] of text.matchAll(BASE64_RUN)) this.#addWindows(Buffer.from(run, 'base64'))
  }

  /** Whether the first 8 bytes of this are in the evidence. */
  has(id: Buffer): boolean {
    const slot = this.#find(id.readUInt32LE(0), id.readUInt32LE(4))
    return this.#slots[slot] !== 0 || this.#slots[slot + 1] !== 0
  }

  /** Hex may begin at either of its digits. */
  #addRuns(run: string, alignments: number, decode: (part: string) => Buffer): void {
    for (let from = 0; from < alignments; from++) this.#addWindows(decode(run.slice(from)))
  }

  #addWindows(bytes: Buffer): void {
    for (let at = 0; at + WINDOW <= bytes.length; at++) this.#put(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4))
  }

  #put(low: number, high: number): void {
    if (low === 0 && high === 0) return
    const slot = this.#find(low, high)
    if (this.#slots[slot] !== 0 || this.#slots[slot + 1] !== 0) return
    this.#slots[slot] = low
    this.#slots[slot + 1] = high
    this.#size++
    if (this.#size * 2 > this.#slots.length / 2) this.#grow()
  }

  #find(low: number, high: number): number {
    const mask = this.#slots.length / 2 - 1
    let at = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 7) & mask
    while (
      (this.#slots[at * 2] !== 0 || this.#slots[at * 2 + 1] !== 0) &&
      (this.#slots[at * 2] !== low || this.#slots[at * 2 + 1] !== high)
    )
      at = (at + 1) & mask
    return at * 2
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 2) {
      const [low, high] = [before[at] as number, before[at + 1] as number]
      if (low === 0 && high === 0) continue
      const slot = this.#find(low, high)
      this.#slots[slot] = low
      this.#slots[slot + 1] = high
    }
  }
}

/** What could be a secret: every word of a text that is long enough, and what it means as hex or base64. */
export function secretsIn(text: string, max: number): Buffer[] {
  const found = new Map<string, Buffer>()
  const add = (bytes: Buffer) => {
    if (bytes.length >= 8 && bytes.length <= 128) found.set(bytes.toString('latin1'), bytes)
  }
  for (const [word] of text.matchAll(/[^\s"'{}[\],:;=]{8,128}/g)) {
    add(Buffer.from(word))
    if (/^[0-9a-f-]+$/i.test(word)) add(Buffer.from(word.replaceAll('-', ''), 'hex'))
    else if (/^[\w+/-]+=*$/.test(word)) add(Buffer.from(word, 'base64'))
    if (found.size >= max) break
  }
  return [...found.values()]
}
