import { AppError } from '@lethe/catalogue'
import { type Kysely, type Migration, Migrator } from 'kysely'
import { MIGRATIONS } from './migrations/list.ts'

/** Brings the schema up to date. Throws `config_invalid` when a newer version of Lethe has written it. */
export async function migrate(db: Kysely<never>, migrations: Readonly<Record<string, Migration>> = MIGRATIONS) {
  // A static list, no reading of folders: the server is one bundled file.
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const applied = await appliedNames(db)
  const unknown = applied.filter((name) => !(name in migrations))
  if (unknown.length > 0) {
    throw new AppError(
      'config_invalid',
      `The control store was written by a newer version of Lethe (schema ${unknown.at(-1)}). ` +
        'Start that version, or give this one another data folder.',
    )
  }
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** TRICKY: the migrator lists what *it* knows only, so its own table is asked. */
async function appliedNames(db: Kysely<never>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const untyped = db as unknown as Kysely<{ kysely_migration: { name: string } }>
  const rows = await untyped.selectFrom('kysely_migration').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}
