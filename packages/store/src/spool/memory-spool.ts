import type { RecentItems, RefusedBatch, Spool, SpoolBatch, SpoolDepth, SpoolEntry } from './port.ts'

const ROW_BYTES = 1_024
const MAX_ROWS = 10_000

/** As for a spool on disk, but that nothing outlives the process. */
export interface MemorySpoolOptions {
  /** Most that may wait, at a kilobyte a row. */
  readonly max_bytes: number
  /** Rows of a batch; default 10,000. */
  readonly max_rows?: number
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly nextBatchId: () => bigint
}

interface Held {
  readonly id: bigint
  readonly began_at: number
  lines: string[]
}

/** A spool that forgets all when the process ends, and shares out no room: for made-up visitors and tests. */
export function openMemorySpool(options: MemorySpoolOptions): Spool {
  return new MemorySpool(options)
}

class MemorySpool implements Spool {
  readonly key: Uint8Array
  readonly recent: readonly RecentItems[] = []
  readonly #options: MemorySpoolOptions
  #open: Held | null = null
  #waiting: readonly Held[] = []
  #refused: readonly Held[] = []
  #reserved = 0
  #isClosed = false

  constructor(options: MemorySpoolOptions) {
    this.#options = options
    this.key = options.randomBytes(32)
  }

  reserve(rowCount: number): boolean {
    if (!this.#fits(rowCount)) return false
    this.#reserved += rowCount
    return true
  }

  release(rowCount: number): void {
    this.#reserved -= rowCount
  }

  async append({ rows }: SpoolEntry): Promise<void> {
    if (rows.length === 0) return
    const { nextBatchId, now, max_rows = MAX_ROWS } = this.#options
    this.#open ??= { id: nextBatchId(), began_at: now(), lines: [] }
    for (const row of rows) this.#open.lines.push(JSON.stringify(row))
    if (this.#open.lines.length >= max_rows) await this.seal()
  }

  async seal(): Promise<void> {
    if (this.#open !== null) this.#waiting = [...this.#waiting, this.#open]
    this.#open = null
  }

  async next(): Promise<SpoolBatch | null> {
    const [oldest] = this.#waiting
    return oldest ? { ...oldest, is_retry: false, is_doubtful: false } : null
  }

  async done(id: bigint): Promise<void> {
    this.#waiting = this.#waiting.filter((held) => held.id !== id)
  }

  async refuse(id: bigint): Promise<void> {
    this.#refused = [...this.#refused, ...this.#waiting.filter((held) => held.id === id)]
    await this.done(id)
  }

  async retry(id: bigint): Promise<boolean> {
    this.#waiting = [...this.#waiting, ...this.#refused.filter((held) => held.id === id)]
    return this.discard(id)
  }

  async discard(id: bigint): Promise<boolean> {
    const before = this.#refused
    this.#refused = before.filter((held) => held.id !== id)
    return this.#refused.length < before.length
  }

  async eraseSite(siteId: number): Promise<void> {
    await this.seal()
    const isOfOther = (line: string) => (JSON.parse(line) as { site_id: number }).site_id !== siteId
    for (const held of [...this.#waiting, ...this.#refused]) held.lines = held.lines.filter(isOfOther)
  }

  depth(): SpoolDepth {
    const all = this.#all
    return {
      row_count: rowsOf(all),
      bytes: rowsOf([...all, ...this.#refused]) * ROW_BYTES,
      max_bytes: this.#options.max_bytes,
      oldest_at: all[0]?.began_at ?? null,
      is_open: this.#fits(1),
      refused: this.#refused.map(refusedOf),
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  get #all(): readonly Held[] {
    return this.#open === null ? this.#waiting : [...this.#waiting, this.#open]
  }

  #fits(rowCount: number): boolean {
    const rows = rowsOf([...this.#all, ...this.#refused]) + this.#reserved + rowCount
    return !this.#isClosed && rows * ROW_BYTES <= this.#options.max_bytes
  }
}

const rowsOf = (held: readonly Held[]): number => held.reduce((sum, { lines }) => sum + lines.length, 0)

const refusedOf = ({ id, lines }: Held): RefusedBatch => ({
  id: String(id),
  row_count: lines.length,
  bytes: lines.length * ROW_BYTES,
})
