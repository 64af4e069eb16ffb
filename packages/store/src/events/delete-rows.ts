import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { AppError } from '@lethe/catalogue'
import type { RowRange } from './port.ts'

const FIRST_PAUSE_MS = 10
const LAST_PAUSE_MS = 250
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
 * merges before it included. It is waited for from here, so that a store which closes need not: the engine goes on with it.
 */
export async function deleteRows(client: ClickHouseClient, { database, ranges, isClosing }: Deleting): Promise<void> {
  if (ranges.length === 0) return
  const until = async (isReady: () => Promise<boolean>) => {
    for (let pause = FIRST_PAUSE_MS; !(await isReady()); pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
      if (isClosing()) throw new AppError('store_unavailable', 'The events store is closed.')
      await delay(pause)
    }
  }
  await client.command({ query: `ALTER TABLE ${database}.events DELETE WHERE ${matching(ranges)}` })
  await until(async () => {
    const { left, has_failed } = await mutationsOf(client, database)
    if (has_failed) throw new AppError('store_unavailable', 'The events store could not delete rows yet.')
    return left === 0
  })
  const replaced = await replacedParts(client, database)
  let attempts = 0
  await until(async () => {
    const left = await replacedParts(client, database)
    if (++attempts <= OLD_PARTS_ATTEMPTS) return !replaced.some((part) => left.includes(part))
    throw new AppError('timeout', 'The rows are deleted, but the engine has not yet removed them from the disk.')
  })
}

/** Of all mutations that are not done: one that deleted the rows of before may still be under way. */
async function mutationsOf(client: ClickHouseClient, database: string): Promise<{ left: number; has_failed: boolean }> {
  const result = await client.query({
    query:
      "SELECT count() AS left, countIf(latest_fail_reason != '') AS failed FROM system.mutations " +
      "WHERE database = {database:String} AND table = 'events' AND NOT is_done",
    query_params: { database },
    format: 'JSONEachRow',
  })
  const [counts] = await result.json<{ left: number; failed: number }>()
  return { left: counts?.left ?? 0, has_failed: (counts?.failed ?? 0) > 0 }
}

async function replacedParts(client: ClickHouseClient, database: string): Promise<string[]> {
  const result = await client.query({
    query: "SELECT name FROM system.parts WHERE database = {database:String} AND table = 'events' AND NOT active",
    query_params: { database },
    format: 'JSONEachRow',
  })
  return (await result.json<{ name: string }>()).map((part) => part.name)
}
