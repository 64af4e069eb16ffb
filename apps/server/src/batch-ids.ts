/** Ids of batches: ever growing, also over restarts, as long as the clock does not go back by more than the process was down. */
export function openBatchIds(now: () => number): () => bigint {
  let last = 0n
  return () => {
    const fromClock = BigInt(now()) * 1_000n
    last = fromClock > last ? fromClock : last + 1n
    return last
  }
}
