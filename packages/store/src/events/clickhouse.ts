import { createClient } from '@clickhouse/client'
import {
  COMMON_SETTINGS,
  type Connections,
  INSERT_SETTINGS,
  openClientStore,
  readWith,
  SILENT,
} from './client-store.ts'
import type { EventsStore } from './port.ts'
import { readSettings } from './read-settings.ts'

/** How to reach a server; the user may create the database and its tables. */
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

function connect(options: ClickhouseOptions): Connections {
  const { url, username, password, database, query_memory_bytes = 1024 ** 3, concurrency = 8 } = options
  const server = { ...SILENT, url, username, password, max_open_connections: concurrency }
  // The database may not exist before the first migration, so that only reads name it.
  const admin = createClient({ ...server, clickhouse_settings: COMMON_SETTINGS, request_timeout: 600_000 })
  const insert = createClient({ ...server, clickhouse_settings: INSERT_SETTINGS, request_timeout: 60_000 })
  const read = createClient({
    ...server,
    database,
    clickhouse_settings: readSettings(query_memory_bytes),
    request_timeout: 60_000,
  })
  return {
    database,
    admin,
    insert,
    reads: Array.from({ length: concurrency }, () => readWith(read)),
    close: async () => {
      await Promise.all([admin.close(), insert.close(), read.close()])
    },
  }
}
