/** The least id of a batch made at this time, epoch ms. */
export const batchIdAt = (at: number): bigint => BigInt(at) * 1_000n

/** Ids of batches: ever growing, also over restarts, as long as the clock does not go back by more than the process was down. */
export function openBatchIds(now: () => number): () => bigint {
  let last = 0n
  return () => {
    const fromClock = batchIdAt(now())
    last = fromClock > last ? fromClock : last + 1n
    return last
  }
}
