import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client'
import { AppError } from '@lethe/catalogue'
import { lockFolder } from '../folder-lock.ts'
import { chdbArguments } from './chdb-arguments.ts'
import { bindParameters } from './chdb-parameters.ts'
import {
  COMMON_SETTINGS,
  type Connections,
  INSERT_SETTINGS,
  openClientStore,
  type Reader,
  readWith,
  SILENT,
} from './client-store.ts'
import { assertCpu } from './cpu.ts'
import type { EventsStore, Statement } from './port.ts'
import { readSettings } from './read-settings.ts'

const DATABASE = 'lethe'

/** chDB types its connection by a second copy of the client's types. */
type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>

/** Where the embedded engine keeps its data, and what it may use. */
export interface ChdbOptions {
  /** Folder of the engine's own; created when it is not there. One process at a time, one folder per process. */
  readonly path: string
  /** Memory of the engine as a whole. A read may use 40 % of it. */
  readonly memory_bytes: number
  /** Reads at a time; default 2. */
  readonly concurrency?: number
}

/**
 * The events store inside this process. Throws `conflict` (folder in use), `config_invalid` (folder, processor, newer schema).
 * A statement holds one of libuv's threads while it runs: set `UV_THREADPOOL_SIZE` to at least `concurrency + 6` before
 * anything uses the pool (8 for the default), so that files and password hashes still find a thread.
 */
export async function openChdbEvents(options: ChdbOptions): Promise<EventsStore> {
  assertCpu()
  const unlock = lockFolder(options.path)
  try {
    return await openClientStore(() => connect(options, unlock))
  } catch (error) {
    unlock()
    throw error
  }
}

/** Loads the engine's library without opening anything. Throws `config_invalid` on a processor that it does not support. */
export async function preloadChdb(): Promise<void> {
  assertCpu()
  await Promise.all([import('chdb'), import('chdb/connection')])
}

async function connect({ path, memory_bytes, concurrency = 2 }: ChdbOptions, unlock: () => void): Promise<Connections> {
  // Loaded late: the library would kill the process on a processor that it does not support.
  const { Session, drainPending } = await import('chdb')
  const { createChdbConnection } = await import('chdb/connection')
  // The first session fixes the arguments of the engine for the whole process; the connections take none.
  const keeper = openKeeper(() => new Session(path, { connectionArgs: chdbArguments(memory_bytes) }), path)
  const clients: ClickHouseClient[] = []
  const close = async () => {
    await Promise.all(clients.map((client) => client.close()))
    keeper.close()
    await drainPending()
    unlock()
  }
  const open = async (settings: ClickHouseSettings) => {
    const client = createClient({ ...SILENT, connection: createChdbConnection({ path }) as unknown as Connection })
    clients.push(client)
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${DATABASE}` })
    await client.command({ query: `USE ${DATABASE}` })
    // A connection keeps what was SET on it; sending the same settings with each statement would set them again each time.
    const assignments = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
    await client.command({ query: `SET ${assignments.join(', ')}` })
    return client
  }
  try {
    const admin = await open(COMMON_SETTINGS)
    const insert = await open(INSERT_SETTINGS)
    const reads: Reader[] = []
    for (let at = 0; at < concurrency; at++) reads.push(readBySet(await open(readSettings(memory_bytes * 0.4))))
    return { database: DATABASE, admin, insert, reads, close }
  } catch (error) {
    await close()
    throw error
  }
}

function readBySet(client: ClickHouseClient): Reader {
  const reader = readWith(client)
  const bound = async ({ sql, params }: Statement): Promise<Statement> => {
    await bindParameters(client, params)
    return { sql, params: {} }
  }
  return {
    rows: async <Row>(statement: Statement) => reader.rows<Row>(await bound(statement)),
    text: async (statement, format) => reader.text(await bound(statement), format),
  }
}

function openKeeper<Session>(open: () => Session, path: string): Session {
  try {
    return open()
  } catch (cause) {
    throw new AppError(
      'conflict',
      `The engine could not open the data folder ${path}: another process, perhaps in another container, has it open, ` +
        'or this process has opened a different one. Stop the other process, or choose another data folder.',
      { cause },
    )
  }
}
