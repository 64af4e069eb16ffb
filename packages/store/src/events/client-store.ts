import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type ClickHouseClient, ClickHouseLogLevel } from '@clickhouse/client'
import { AppError } from '@lethe/catalogue'
import { migrate } from './migrate.ts'
import type { EventRow, EventsStore, Statement } from './port.ts'
import { openReadPool } from './read-pool.ts'
import { storeError } from './store-error.ts'

/** The client would print failures with the text of the query and of the engine, which must not reach a log. */
export const SILENT = { log: { level: ClickHouseLogLevel.OFF } } as const

/** Settings of every statement, whatever the connection. */
export const COMMON_SETTINGS = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
} as const

/** One block per insert, so that a batch has one token; a field that no column has is an error, not a loss. */
export const INSERT_SETTINGS = {
  ...COMMON_SETTINGS,
  input_format_parallel_parsing: 0,
  input_format_skip_unknown_fields: 0,
  insert_deduplicate: 1,
  async_insert: 0,
} as const

const OLD_PARTS_PAUSE_MS = 250
const OLD_PARTS_ATTEMPTS = 240

/** Runs one statement to its end. */
export type Read = <Row>(statement: Statement) => Promise<Row[]>

/** How a store reaches its engine; the only thing in which chDB and a server differ. */
export interface Connections {
  readonly database: string
  /** Schema and deletions: slow statements that must hold up neither reads nor inserts. */
  readonly admin: ClickHouseClient
  readonly insert: ClickHouseClient
  readonly reads: readonly Read[]
  close(): Promise<void>
}

/** The events store over `@clickhouse/client`; brings the schema up to date first. */
export async function openClientStore(connect: () => Promise<Connections>): Promise<EventsStore> {
  const connections = await connect()
  try {
    await migrate({ client: connections.admin, database: connections.database })
  } catch (error) {
    await connections.close()
    throw storeError(error, 'write')
  }
  return storeOver(connections)
}

function storeOver(connections: Connections): EventsStore {
  const { admin, insert, database } = connections
  const pool = openReadPool(connections.reads)
  let closing: Promise<void> | undefined
  const running = new Set<Promise<unknown>>()

  const guarded = async <Result>(work: 'read' | 'write', act: () => Promise<Result>): Promise<Result> => {
    if (closing) throw new AppError('store_unavailable', 'The events store is closed.')
    const run = act()
    running.add(run)
    try {
      return await run
    } catch (error) {
      throw storeError(error, work)
    } finally {
      running.delete(run)
    }
  }

  return {
    insert: (batch) => guarded('write', () => insertBatch(insert, { database, ...batch })),
    query: <Row>(statement: Statement) => guarded('read', () => pool.run((read) => read<Row>(statement))),
    deleteSite: (siteId) => guarded('write', () => deleteRows(admin, { database, siteId })),
    ping: () =>
      guarded('read', async () => {
        await readWith(insert)({ sql: 'SELECT 1', params: {} })
      }),
    close() {
      // The engine aborts the process when a connection is torn down under a running statement.
      closing ??= Promise.allSettled(running).then(() => connections.close())
      return closing
    },
  }
}

/** Reads through a client, which sends the parameters along. */
export function readWith(client: ClickHouseClient): Read {
  return async <Row>({ sql, params }: Statement) => {
    const result = await client.query({ query: sql, query_params: { ...params }, format: 'JSONEachRow' })
    return result.json<Row>()
  }
}

interface Batch {
  readonly database: string
  readonly id: bigint
  readonly rows: readonly EventRow[]
}

async function insertBatch(client: ClickHouseClient, { database, id, rows }: Batch): Promise<void> {
  if (rows.length === 0) return
  // The batch id is a 64-bit number, which JSON.stringify cannot write.
  const lines = rows.map((row) => `{"batch_id":${id},${JSON.stringify(row).slice(1)}`)
  const result = await client.exec({
    query: `INSERT INTO ${database}.events SETTINGS insert_deduplication_token = '${id}' FORMAT JSONEachRow`,
    values: Readable.from([lines.join('\n')], { objectMode: false }),
  })
  await finished(result.stream.resume())
}

interface SiteRows {
  readonly database: string
  readonly siteId: number
}

/** TRICKY: a mutation writes new parts; what it deleted stays on disk until the engine has removed the old ones. */
async function deleteRows(client: ClickHouseClient, { database, siteId }: SiteRows): Promise<void> {
  await client.command({
    query: `ALTER TABLE ${database}.events DELETE WHERE site_id = {site_id:UInt32} SETTINGS mutations_sync = 2`,
    query_params: { site_id: siteId },
  })
  const replaced = await replacedParts(client, database)
  for (let attempt = 0; attempt < OLD_PARTS_ATTEMPTS; attempt++) {
    const left = await replacedParts(client, database)
    if (!replaced.some((part) => left.includes(part))) return
    await delay(OLD_PARTS_PAUSE_MS)
  }
  throw new AppError('timeout', 'The rows are deleted, but the engine has not yet removed them from the disk.')
}

async function replacedParts(client: ClickHouseClient, database: string): Promise<string[]> {
  const parts = await readWith(client)<{ name: string }>({
    sql: "SELECT name FROM system.parts WHERE database = {database:String} AND table = 'events' AND NOT active",
    params: { database },
  })
  return parts.map((part) => part.name)
}
