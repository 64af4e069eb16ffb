import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COLUMN_NAMES } from '@lethe/catalogue'
import { openChdbEvents } from '@lethe/store/events'
import Database from 'libsql'

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The bytes of files one after the other, names first: a name can tell as much as a content. */
export async function* bytesOf(files: readonly string[]): AsyncGenerator<Buffer> {
  for (const file of files) {
    yield Buffer.from(`\n${file}\n`)
    try {
      for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) yield chunk as Buffer
    } catch (error) {
      // A server that runs removes files: what is gone holds nothing.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

/** A table's name and its rows. */
export interface Dump {
  readonly table: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** All tables of both stores, decompressed, of a server that has ended. `path` plants a row first. */
export async function dumpTables(dataDir: string, plant?: { path: string }): Promise<Dump[]> {
  const events = await openChdbEvents({ path: join(dataDir, 'events'), memory_bytes: 2 * 1024 ** 3 })
  try {
    if (plant) await events.insert({ id: 1n, rows: [{ ...BLANK, path: plant.path }] })
    const rows = await events.query<Record<string, unknown>>({
      sql: `SELECT ${COLUMN_NAMES.join(', ')} FROM events`,
      params: {},
    })
    return [{ table: 'events', rows }, ...dumpControl(join(dataDir, 'control.sqlite'))]
  } finally {
    await events.close()
  }
}

const BLANK = {
  site_id: 1,
  at: 1_700_000_000,
  session_started_at: 0,
  weight: 0,
  retention_days: 30,
  session_seq: 0,
  environment: 'production',
  type: 'pageview',
  session_id: '00000000-0000-0000-0000-000000000000',
}

function dumpControl(file: string): Dump[] {
  const db = new Database(file)
  try {
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]
    return tables.map(({ name }) => ({
      table: name,
      rows: db.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[],
    }))
  } finally {
    db.close()
  }
}

/** The process's memory as gdb's `gcore` writes it; null when gdb is not installed. The file is removed afterwards. */
export async function withCoreDump<Result>(
  pid: number,
  read: (chunks: AsyncIterable<Buffer>) => Promise<Result>,
): Promise<Result | null> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-core-'))
  const core = join(folder, 'core')
  try {
    // As gcore does, but without the symbols of the engine's library, which take longer than the dump.
    const quick = ['-nx', '-batch', '-iex', 'set auto-solib-add off']
    const dump = [...quick, '-p', String(pid), '-ex', `generate-core-file ${core}`]
    const { error } = spawnSync('gdb', dump, { stdio: 'ignore' })
    if (error) return null
    if (!existsSync(core)) throw new Error('gdb wrote no core dump; it needs the right to trace this process')
    return await read(withoutZeros(createReadStream(core, { highWaterMark: ZEROS.length })))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const ZEROS = Buffer.alloc(256 * 1024)

/** Most of a core dump was reserved and never written. A few zeros stay, so that what lies around them does not touch. */
async function* withoutZeros(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield chunk.equals(ZEROS.subarray(0, chunk.length)) ? ZEROS.subarray(0, 512) : chunk
}
