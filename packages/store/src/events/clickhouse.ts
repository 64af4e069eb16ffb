import { type ClickHouseClient, type ClickHouseSettings, createClient } from '@clickhouse/client'
import { COMMON_SETTINGS, type Connections, INSERT_SETTINGS, openClientStore } from './client-store.ts'
import type { EventsStore } from './port.ts'
import { readSettings } from './read-settings.ts'

export interface ClickhouseOptions {
  /** For example `http://127.0.0.1:8123`. */
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
  /** Memory of one query; default 1 GiB. */
  readonly query_memory_bytes?: number
  /** Queries at a time; default 8. */
  readonly concurrency?: number
}

/** The events store on a ClickHouse server, over HTTP. Throws `store_unavailable`, or `config_invalid` for a newer schema. */
export function openClickhouseEvents(options: ClickhouseOptions): Promise<EventsStore> {
  return openClientStore(async () => connect(options))
}

function connect({ url, username, password, database, query_memory_bytes, concurrency = 8 }: ClickhouseOptions) {
  const reads = readSettings(query_memory_bytes ?? 1024 ** 3)
  const open = (clickhouse_settings: ClickHouseSettings, request_timeout: number): ClickHouseClient =>
    createClient({ url, username, password, clickhouse_settings, request_timeout, max_open_connections: concurrency })
  // The database may not exist before the first migration, so no connection names it but the reads.
  const admin = open(COMMON_SETTINGS, 600_000)
  const insert = open(INSERT_SETTINGS, 60_000)
  const read = createClient({
    url,
    username,
    password,
    database,
    clickhouse_settings: reads,
    request_timeout: 60_000,
    max_open_connections: concurrency,
  })
  return {
    database,
    admin,
    insert,
    reads: Array.from({ length: concurrency }, () => read),
    close: async () => {
      await Promise.all([admin.close(), insert.close(), read.close()])
    },
  } satisfies Connections
}
