import { AppError } from '@lethe/catalogue'
import type { Address } from './address.ts'
import { Connection, isReply } from './connection.ts'

const SETTING = 'ephemeral_url (LETHE_EPHEMERAL_URL)'
/** Replicas of replicas of replicas. */
const MAX_DEPTH = 3
const OLDEST_MAJOR = 7
/** Values of `repl-diskless-load` under which nothing of a full copy passes the replica's disk. */
const DISKLESS_LOADS = ['swapdb', 'flush-before-load']

/** What a server is like: whether it may be trusted to forget, and what is worth a warning. */
export interface Verdict {
  /** Why it may not be used; it is in use again when this is null at a later check. */
  readonly refusal: AppError | null
  readonly warnings: readonly string[]
}

interface Looking {
  readonly address: Address
  readonly timeout_ms: number
}

/** Whether server and replicas keep everything in memory only. Throws what the connection throws. */
export async function checkServer(connection: Connection, looking: Looking): Promise<Verdict> {
  try {
    const server = await look(connection)
    if (server.major < OLDEST_MAJOR) throw refused(`is too old. Redis ${OLDEST_MAJOR} or Valkey is needed.`)
    if (server.role !== 'master') throw refused('is a replica. Name its primary, which takes writes.')
    await assertForgets(server, { ...looking, who: 'the server of', depth: 0 })
    return { refusal: null, warnings: server.eviction.startsWith('allkeys') ? [EVICTION_WARNING] : [] }
  } catch (error) {
    if (error instanceof AppError) return { refusal: error, warnings: [] }
    throw error
  }
}

const EVICTION_WARNING =
  'The server of ephemeral_url evicts any key when its memory is full (maxmemory-policy allkeys-*): sessions split and ' +
  'visitors count twice then. Set maxmemory-policy to noeviction or volatile-ttl.'

interface Seen {
  readonly role: string
  readonly major: number
  readonly save: string
  readonly append_only: string
  readonly eviction: string
  readonly diskless_sync: string
  readonly diskless_load: string
  readonly replicas: readonly { readonly host: string; readonly port: number }[]
}

async function look(connection: Connection): Promise<Seen> {
  const config = new Map<string, string>()
  for (const name of ['save', 'appendonly', 'maxmemory-policy', 'repl-diskless-sync', 'repl-diskless-load'])
    config.set(name, await configOf(connection, name))
  const replication = await infoOf(connection, 'replication')
  const server = await infoOf(connection, 'server')
  const get = (name: string) => config.get(name) ?? ''
  return {
    role: replication.get('role') ?? '',
    major: Number.parseInt(server.get('redis_version') ?? '0', 10),
    save: get('save'),
    append_only: get('appendonly'),
    eviction: get('maxmemory-policy'),
    diskless_sync: get('repl-diskless-sync'),
    diskless_load: get('repl-diskless-load'),
    replicas: [...replication].filter(([name]) => /^slave\d+$/.test(name)).map(([, line]) => placeOf(line)),
  }
}

/** `ip=10.0.0.1,port=6379,state=online,...` */
function placeOf(line: string): { host: string; port: number } {
  const fields = new Map(line.split(',').map((field) => field.split('=', 2) as [string, string]))
  return { host: fields.get('ip') ?? '', port: Number(fields.get('port')) }
}

async function configOf(connection: Connection, name: string): Promise<string> {
  try {
    const [, value = ''] = (await connection.ask(['CONFIG', 'GET', name])) as string[]
    return value
  } catch (error) {
    throw withoutRight(error, 'CONFIG GET', '+config|get')
  }
}

async function infoOf(connection: Connection, section: string): Promise<ReadonlyMap<string, string>> {
  try {
    const lines = String(await connection.ask(['INFO', section])).split('\r\n')
    return new Map(lines.map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1)]))
  } catch (error) {
    throw withoutRight(error, 'INFO', '+info')
  }
}

function withoutRight(error: unknown, command: string, rule: string): unknown {
  if (!isReply(error, 'NOPERM') && !isReply(error, 'ERR unknown command')) return error
  return refused(
    `does not let this user run ${command}, so it cannot be checked that nothing is written to disk. ` +
      `Grant it: ACL SETUSER <user> ${rule}.`,
    error,
  )
}

interface Place extends Looking {
  /** In words, without its address. */
  readonly who: string
  readonly depth: number
}

async function assertForgets(server: Seen, place: Place): Promise<void> {
  if (server.save !== '') throw persists(place, 'takes snapshots', 'CONFIG SET save ""')
  if (server.append_only !== 'no') throw persists(place, 'keeps an append-only file', 'CONFIG SET appendonly no')
  if (place.depth > 0 && !DISKLESS_LOADS.includes(server.diskless_load))
    throw persists(place, 'writes what it copies to disk', 'CONFIG SET repl-diskless-load swapdb')
  if (server.replicas.length === 0) return
  if (server.diskless_sync !== 'yes')
    throw persists(place, 'writes what its replicas copy to disk', 'CONFIG SET repl-diskless-sync yes')
  if (place.depth >= MAX_DEPTH) throw refused('has more levels of replicas than can be checked.')
  for (const [at, { host, port }] of server.replicas.entries()) {
    const { socket } = place.address
    const tls = 'tls' in socket && socket.tls
    const who = `replica ${at + 1} of ${server.replicas.length} of ${place.who}`
    await checkReplica({
      ...place,
      address: { ...place.address, socket: { host, port, tls }, database: 0 },
      who,
      depth: place.depth + 1,
    })
  }
}

/** With the same user and password. One that cannot be asked may keep anything. */
async function checkReplica(place: Place): Promise<void> {
  let connection: Connection | undefined
  try {
    connection = await Connection.open(place)
    await assertForgets(await look(connection), place)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refusal(
      `${place.who} ${SETTING} does not answer to the same user and password, so it cannot be checked that nothing is ` +
        'written to disk. Make it reachable, or take it away.',
      error,
    )
  } finally {
    connection?.close()
  }
}

const persists = ({ who }: Place, what: string, mend: string): AppError =>
  refusal(`${who} ${SETTING} ${what}: sessions would be on disk. Switch it off there: ${mend}.`)

const refused = (what: string, cause?: unknown): AppError => refusal(`the server of ${SETTING} ${what}`, cause)

const refusal = (message: string, cause?: unknown): AppError =>
  new AppError('store_unavailable', message.charAt(0).toUpperCase() + message.slice(1), { cause })
