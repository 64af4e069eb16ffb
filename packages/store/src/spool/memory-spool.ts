import type { RefusedBatch, Spool, SpoolBatch, SpoolDepth, SpoolEntry } from './port.ts'

const ROW_BYTES = 1_024
const MAX_ROWS = 10_000

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

/** A spool that forgets all when the process ends: for made-up visitors and tests. */
export function openMemorySpool(options: MemorySpoolOptions): Spool {
  const { max_bytes, max_rows = MAX_ROWS, now, nextBatchId } = options
  let open: Held | null = null
  let waiting: Held[] = []
  let refused: Held[] = []
  let reserved = 0
  let isClosed = false

  const linesOf = (held: readonly Held[]) => held.reduce((sum, { lines }) => sum + lines.length, 0)
  const all = () => [...waiting, ...(open ? [open] : [])]
  const fits = (rowCount: number) =>
    !isClosed && (linesOf(all()) + linesOf(refused) + reserved + rowCount) * ROW_BYTES <= max_bytes
  const seal = async () => {
    if (open) waiting.push(open)
    open = null
  }
  const append = async ({ rows }: SpoolEntry) => {
    if (rows.length === 0) return
    open ??= { id: nextBatchId(), began_at: now(), lines: [] }
    for (const row of rows) open.lines.push(JSON.stringify(row))
    if (open.lines.length >= max_rows) await seal()
  }
  const next = async (): Promise<SpoolBatch | null> => (waiting[0] ? { ...waiting[0], is_doubtful: false } : null)
  const depth = (): SpoolDepth => ({
    row_count: linesOf(all()),
    bytes: (linesOf(all()) + linesOf(refused)) * ROW_BYTES,
    max_bytes,
    oldest_at: all()[0]?.began_at ?? null,
    is_open: fits(1),
    refused: refused.map(refusedOf),
  })

  return {
    key: options.randomBytes(32),
    recent: [],
    reserve(rowCount) {
      if (!fits(rowCount)) return false
      reserved += rowCount
      return true
    },
    release(rowCount) {
      reserved -= rowCount
    },
    append,
    settled: async () => undefined,
    seal,
    next,
    async done(id) {
      waiting = waiting.filter((held) => held.id !== id)
    },
    async refuse(id) {
      refused.push(...waiting.filter((held) => held.id === id))
      waiting = waiting.filter((held) => held.id !== id)
    },
    async retry(id) {
      const back = refused.filter((held) => held.id === id)
      waiting.push(...back)
      refused = refused.filter((held) => held.id !== id)
      return back.length > 0
    },
    async eraseSite(siteId) {
      await seal()
      const isOfOther = (line: string) => (JSON.parse(line) as { site_id: number }).site_id !== siteId
      for (const held of [...waiting, ...refused]) held.lines = held.lines.filter(isOfOther)
    },
    depth,
    async close() {
      isClosed = true
    },
  }
}

const refusedOf = ({ id, lines }: Held): RefusedBatch => ({
  id: String(id),
  row_count: lines.length,
  bytes: lines.length * ROW_BYTES,
})
