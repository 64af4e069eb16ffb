import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { AppError } from '@lethe/catalogue'
import type { RowRange } from './port.ts'

const OLD_PARTS_PAUSE_MS = 250
const OLD_PARTS_ATTEMPTS = 240

/** The ranges as a condition. Numbers only, so that a mutation, which binds no parameters, may carry them. */
export function matching(ranges: readonly RowRange[]): string {
  const conditions = ranges.map(({ site_id, before }) => {
    const site = `site_id = ${whole(site_id)}`
    return before === undefined ? site : `(${site} AND at < toDateTime(${whole(before)}, 'UTC'))`
  })
  return conditions.length === 0 ? '0' : conditions.join(' OR ')
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError('a range is made of whole numbers')
  return value
}

interface Deleting {
  readonly database: string
  readonly ranges: readonly RowRange[]
  readonly isClosing: () => boolean
}

/**
 * TRICKY: a mutation writes new parts; what it deleted stays on disk until the engine has removed the old ones, those of
 * merges before it included.
 */
export async function deleteRows(client: ClickHouseClient, { database, ranges, isClosing }: Deleting): Promise<void> {
  if (ranges.length === 0) return
  await client.command({
    query: `ALTER TABLE ${database}.events DELETE WHERE ${matching(ranges)} SETTINGS mutations_sync = 2`,
  })
  const replaced = await replacedParts(client, database)
  for (let attempt = 0; attempt < OLD_PARTS_ATTEMPTS; attempt++) {
    const left = await replacedParts(client, database)
    if (!replaced.some((part) => left.includes(part))) return
    if (isClosing()) throw new AppError('store_unavailable', 'The events store is closed.')
    await delay(OLD_PARTS_PAUSE_MS)
  }
  throw new AppError('timeout', 'The rows are deleted, but the engine has not yet removed them from the disk.')
}

async function replacedParts(client: ClickHouseClient, database: string): Promise<string[]> {
  const result = await client.query({
    query: "SELECT name FROM system.parts WHERE database = {database:String} AND table = 'events' AND NOT active",
    query_params: { database },
    format: 'JSONEachRow',
  })
  return (await result.json<{ name: string }>()).map((part) => part.name)
}
