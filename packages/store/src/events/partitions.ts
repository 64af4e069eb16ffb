import type { EventsStore } from './port.ts'

// Only these columns are numbers under these names; in a text the quotes would be escaped.
const AT = /"at":(\d+)/
const RETENTION = /"retention_days":(\d+)/

/** The partition that a row belongs to, given as JSON: `RETENTION-YYYYMM`. */
export const partitionOf = (line: string): string => `${RETENTION.exec(line)?.[1]}-${monthOf(secondOf(line))}`

/** Which partitions hold rows of a batch: what an insert brings to one of them is there whole or not at all. */
export async function storedPartitions(
  query: EventsStore['query'],
  id: bigint,
  lines: readonly string[],
): Promise<ReadonlySet<string>> {
  const seconds = lines.map(secondOf)
  const stored = await query<{ name: string }>({
    sql:
      "SELECT DISTINCT concat(toString(retention_days), '-', toString(toYYYYMM(at))) AS name FROM events " +
      'WHERE batch_id = {id:UInt64} ' +
      "AND at BETWEEN toDateTime({from:UInt32}, 'UTC') AND toDateTime({until:UInt32}, 'UTC')",
    params: { id: String(id), from: Math.min(...seconds), until: Math.max(...seconds) },
  })
  return new Set(stored.map(({ name }) => name))
}

const secondOf = (line: string): number => Number(AT.exec(line)?.[1])

/** 202611 for a second of November 2026, UTC. */
function monthOf(second: number): number {
  const date = new Date(second * 1000)
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1
}
