import type { ClickHouseClient } from '@clickhouse/client'
import { AppError, COLUMN_NAMES } from '@lethe/catalogue'
import { MIGRATIONS } from './migrations/list.ts'
import type { Migration } from './migrations/migration.ts'
import { columnDefinition } from './table.ts'

interface Target {
  readonly client: ClickHouseClient
  readonly database: string
}

/** Brings the schema up to date. Throws `config_invalid` when a newer version of Lethe has written it. */
export async function migrate(target: Target, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const { client, database } = target
  await run(client, `CREATE DATABASE IF NOT EXISTS ${database}`)
  await run(
    client,
    `CREATE TABLE IF NOT EXISTS ${database}.schema_migrations (id UInt32, name String, applied_at DateTime('UTC') DEFAULT now())
     ENGINE = MergeTree ORDER BY id SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  )
  const applied = await readColumn<number>(client, `SELECT DISTINCT id AS value FROM ${database}.schema_migrations`)
  refuseNewer(applied, migrations)
  for (const migration of migrations) {
    if (applied.includes(migration.id)) continue
    for (const statement of migration.statements(database)) await run(client, statement)
    await run(
      client,
      `INSERT INTO ${database}.schema_migrations (id, name) SELECT ${migration.id}, '${migration.name}'`,
    )
  }
  await addMissingColumns(target)
}

function refuseNewer(applied: readonly number[], known: readonly Migration[]): void {
  const newest = Math.max(...known.map((migration) => migration.id))
  const unknown = applied.filter((id) => !known.some((migration) => migration.id === id))
  if (unknown.length === 0) return
  throw new AppError(
    'config_invalid',
    `The events store was written by a newer version of Lethe (schema ${Math.max(...unknown)}, this version knows ${newest}). ` +
      'Start that version, or give this one another data folder.',
  )
}

/** A column that the catalogue declares and the table lacks is added, so that a new dimension touches one file. */
async function addMissingColumns({ client, database }: Target): Promise<void> {
  const present = await readColumn<string>(
    client,
    `SELECT name AS value FROM system.columns WHERE database = '${database}' AND table = 'events'`,
  )
  const missing = COLUMN_NAMES.filter((name) => !present.includes(name))
  if (missing.length === 0) return
  const additions = missing.map((name) => `ADD COLUMN IF NOT EXISTS ${columnDefinition(name)}`)
  await run(client, `ALTER TABLE ${database}.events ${additions.join(', ')}`)
}

async function run(client: ClickHouseClient, query: string): Promise<void> {
  await client.command({ query })
}

async function readColumn<Value>(client: ClickHouseClient, query: string): Promise<Value[]> {
  const result = await client.query({ query, format: 'JSONEachRow' })
  return (await result.json<{ value: Value }>()).map((row) => row.value)
}
