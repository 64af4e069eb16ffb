import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type ClickHouseClient, ClickHouseLogLevel } from '@clickhouse/client'
import { AppError } from '@lethe/catalogue'
import { deleteRows, matching } from './delete-rows.ts'
import { exportRows } from './export-rows.ts'
import { migrate } from './migrate.ts'
import { partitionOf, storedPartitions } from './partitions.ts'
import type { EventBatch, EventsStore, Statement } from './port.ts'
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
  deduplicate_blocks_in_dependent_materialized_views: 1,
  async_insert: 0,
} as const

/** Runs one statement to its end. */
export interface Reader {
  rows<Row>(statement: Statement): Promise<Row[]>
  /** The engine's own text of the answer. */
  text(statement: Statement, format: 'JSONEachRow' | 'CSV'): Promise<string>
}

/** How a store reaches its engine; the only thing in which chDB and a server differ. */
export interface Connections {
  readonly database: string
  /** Schema and deletions: slow statements that must hold up neither reads nor inserts. */
  readonly admin: ClickHouseClient
  readonly insert: ClickHouseClient
  readonly reads: readonly Reader[]
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

  const query = <Row>(statement: Statement) => guarded('read', () => pool.run((reader) => reader.rows<Row>(statement)))
  return {
    insert: (batch) => guarded('write', () => insertBatch({ insert, query, database }, batch)),
    query,
    exportRows: (asked) =>
      exportRows(asked, {
        query,
        text: (statement, format) => guarded('read', () => pool.run((reader) => reader.text(statement, format))),
      }),
    countRows: async (ranges) => {
      const sql = `SELECT count() AS row_count FROM events WHERE ${matching(ranges)}`
      return (await query<{ row_count: number }>({ sql, params: {} }))[0]?.row_count ?? 0
    },
    deleteRows: (ranges) =>
      guarded('write', () => deleteRows(admin, { database, ranges, isClosing: () => closing !== undefined })),
    ping: () =>
      guarded('read', async () => {
        await readWith(insert).rows({ sql: 'SELECT 1', params: {} })
      }),
    close() {
      // The engine aborts the process when a connection is torn down under a running statement.
      closing ??= Promise.allSettled(running).then(() => connections.close())
      return closing
    },
  }
}

/** Reads through a client, which sends the parameters along. */
export function readWith(client: ClickHouseClient): Reader {
  const ask = <Format extends 'JSONEachRow' | 'CSV'>({ sql, params }: Statement, format: Format) =>
    client.query({ query: sql, query_params: { ...params }, format })
  return {
    rows: async <Row>(statement: Statement) => (await ask(statement, 'JSONEachRow')).json<Row>(),
    text: async (statement, format) => (await ask(statement, format)).text(),
  }
}

interface Into {
  readonly insert: ClickHouseClient
  readonly query: EventsStore['query']
  readonly database: string
}

async function insertBatch(into: Into, { id, rows, is_doubtful, is_retry }: EventBatch): Promise<void> {
  if (rows.length === 0) return
  const lines = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)))
  const missing = async () => {
    const stored = await storedPartitions(into.query, id, lines)
    return lines.filter((line) => !stored.has(partitionOf(line)))
  }
  await insertLines(into, { id, token: `${id}`, lines: is_doubtful ? await missing() : lines })
  // TRICKY: the engine notes a token before the part is in its place; killed in between it takes the retry for a copy.
  if (is_retry) await insertLines(into, { id, token: `${id}-again`, lines: await missing() })
}

interface Lines {
  readonly id: bigint
  /** What the engine knows a copy by. */
  readonly token: string
  readonly lines: readonly string[]
}

async function insertLines({ insert, database }: Into, { id, token, lines }: Lines): Promise<void> {
  if (lines.length === 0) return
  // The batch id is a 64-bit number, which JSON.stringify cannot write.
  const values = lines.map((line) => `{"batch_id":${id},${line.slice(1)}`).join('\n')
  const result = await insert.exec({
    query: `INSERT INTO ${database}.events SETTINGS insert_deduplication_token = '${token}' FORMAT JSONEachRow`,
    values: Readable.from([values], { objectMode: false }),
  })
  await finished(result.stream.resume())
}
