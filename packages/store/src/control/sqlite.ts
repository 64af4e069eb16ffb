import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '@lethe/catalogue'
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely'
import Database from 'libsql'
import { kyselyStore, storeError } from './kysely-store.ts'
import { migrate } from './migrate.ts'
import type { ControlStore } from './port.ts'
import type { ControlTables } from './schema.ts'

/** Where the file is, and the clock and randomness to use. */
export interface SqliteControlOptions {
  /** The database file; it and its folder are created when they are not there, readable by their owner only. */
  readonly path: string
  /** Epoch ms. */
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

/** Deleted content is overwritten, nothing waits in the log for longer than this many pages, and nothing is written elsewhere. */
const PRAGMAS = [
  'journal_mode = WAL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'secure_delete = ON',
  'temp_store = MEMORY',
  'synchronous = FULL',
  'wal_autocheckpoint = 256',
]

/** The control store in one SQLite file. Throws `config_invalid` (not writable, newer schema) and `store_unavailable`. */
export async function openSqliteControl({ path, now, randomBytes }: SqliteControlOptions): Promise<ControlStore> {
  createFile(path)
  const sqlite = openFile(path)
  // Kysely was written for better-sqlite3, whose calls libsql has; only their types differ.
  const db = new Kysely<ControlTables>({
    dialect: new SqliteDialect({ database: sqlite as unknown as SqliteDatabase }),
  })
  try {
    for (const pragma of PRAGMAS) sqlite.pragma(pragma)
    await migrate(db as unknown as Kysely<never>)
  } catch (cause) {
    await db.destroy()
    if (cause instanceof AppError) throw cause
    throw new AppError('store_unavailable', `The control store ${path} cannot be opened.`, { cause })
  }
  return {
    ...kyselyStore({ db, now, randomBytes }),
    async purge() {
      try {
        // Pages that were split or merged may hold copies of what was overwritten; the log holds pages of before.
        await sql`VACUUM`.execute(db)
        const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
        if (rows[0]?.busy !== 0) throw new Error('another connection reads the log')
      } catch (cause) {
        throw storeError(cause)
      }
    },
    async close() {
      sqlite.pragma('wal_checkpoint(TRUNCATE)')
      await db.destroy()
    },
  }
}

/** SQLite gives its log the same permissions as the file itself. */
function createFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw new AppError(
      'config_invalid',
      `The control store ${path} cannot be written. Make its folder one that this user may write, or choose another.`,
      { cause },
    )
  }
}

function openFile(path: string): Database.Database {
  try {
    return new Database(path)
  } catch (cause) {
    throw new AppError('store_unavailable', `The control store ${path} cannot be opened.`, { cause })
  }
}
