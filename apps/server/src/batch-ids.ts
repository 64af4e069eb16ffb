/** Bits of an id that are the batch's own; the others are the process's. */
const BATCH_BITS = 36n
const ID_BYTES = 8
/** Twice as many as the events store remembers to tell a batch that comes again. */
const REMEMBERED = 20_000

/** Ids of the batches that this process writes. Random: an id that came from the clock would give the time of every row to the second. */
export interface BatchIds {
  next(): bigint
  /** All ids of this process, and no other's, lie from `first` to `last`. */
  readonly first: bigint
  readonly last: bigint
}

export function openBatchIds(randomBytes: (size: number) => Uint8Array): BatchIds {
  const random = (bits: bigint) => BigInt.asUintN(Number(bits), Buffer.from(randomBytes(ID_BYTES)).readBigUInt64BE())
  const first = random(64n - BATCH_BITS) << BATCH_BITS
  const latest = new Set<bigint>()
  return {
    first,
    last: first + (1n << BATCH_BITS) - 1n,
    next() {
      let id = first + random(BATCH_BITS)
      while (latest.has(id)) id = first + random(BATCH_BITS)
      latest.add(id)
      const [oldest] = latest
      if (latest.size > REMEMBERED && oldest !== undefined) latest.delete(oldest)
      return id
    },
  }
}
