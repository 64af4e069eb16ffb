import { createClient } from '@clickhouse/client'
import type { ClickhouseOptions } from './clickhouse.ts'
import { SILENT } from './client-store.ts'
import { storeError } from './store-error.ts'

/** Every table of ours. */
const TABLES = ['events', 'schema_migrations']

/** Drops our tables on a server, and the database when nothing else is in it. Throws `store_unavailable`. */
export async function destroyClickhouseEvents(
  options: Pick<ClickhouseOptions, 'url' | 'username' | 'password' | 'database'>,
): Promise<{ readonly dropped: readonly string[]; readonly left: readonly string[] }> {
  const { database, ...server } = options
  const client = createClient({ ...SILENT, ...server, request_timeout: 60_000 })
  const tables = async () => {
    const query = 'SELECT name FROM system.tables WHERE database = {database:String} ORDER BY name'
    const result = await client.query({ query, query_params: { database }, format: 'JSONEachRow' })
    return (await result.json<{ name: string }>()).map(({ name }) => name)
  }
  try {
    const dropped = (await tables()).filter((name) => TABLES.includes(name))
    for (const name of dropped) await client.command({ query: `DROP TABLE IF EXISTS ${database}.${name} SYNC` })
    const left = await tables()
    if (left.length === 0) await client.command({ query: `DROP DATABASE IF EXISTS ${database} SYNC` })
    return { dropped, left }
  } catch (error) {
    throw storeError(error, 'write')
  } finally {
    await client.close()
  }
}
