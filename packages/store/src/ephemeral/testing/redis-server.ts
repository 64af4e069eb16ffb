import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, RESP_TYPES } from '@redis/client'
import { freePort } from '../../events/clickhouse-server.ts'

/** The first of these that is on the path; tests that need one are skipped without. */
export const REDIS_PROGRAM = ['valkey-server', 'redis-server'].find((program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  }),
)

/** What a skipped test says. */
export const NEEDS_REDIS = REDIS_PROGRAM ? '' : ' (skipped: neither valkey-server nor redis-server is installed)'

export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Path of its Unix socket. */
  readonly socket: string
  /** A command of the operator's. */
  admin(...command: string[]): Promise<unknown>
  /** Everything in it: names and values of all keys, as bytes. */
  dump(): Promise<Buffer[]>
  /** Kills it and starts it again, empty, on the same port. */
  restart(...settings: string[]): Promise<void>
  /** Kills it; `restart` brings it back. */
  kill(): Promise<void>
  /** Hangs: connections stay, nothing is answered. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** A real server on loopback, in a folder of its own, with persistence off unless settings say otherwise. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-redis-'))
  const port = await freePort()
  let child = await start(folder, port, settings)
  const url = `redis://127.0.0.1:${port}`
  const admin = async (...command: string[]) => withClient(url, (client) => client.sendCommand(command))
  return {
    url,
    port,
    socket: join(folder, 'socket'),
    admin,
    dump: () => dumpAll(url),
    restart: async (...changed) => {
      await kill(child)
      child = await start(folder, port, changed)
    },
    kill: () => kill(child),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      await kill(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: number, settings: readonly string[]): Promise<ChildProcess> {
  const plain = ['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--port', String(port), '--dir', folder]
  // So that a dump shows what is in it.
  plain.push('--rdbcompression', 'no')
  const socket = ['--unixsocket', join(folder, 'socket')]
  const child = spawn(REDIS_PROGRAM ?? 'redis-server', [...plain, ...socket, ...settings], { stdio: 'ignore' })
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const isUp = await withClient(`redis://127.0.0.1:${port}`, async () => true).catch(
      // It answers, though not to us.
      (error: Error) => /NOAUTH|NOPERM/.test(error.message),
    )
    if (isUp) return child
    await delay(25)
  }
  await kill(child)
  throw new Error('the server did not answer within 5 s')
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill('SIGKILL')
  await gone
}

type Client = ReturnType<typeof createClient>

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient({ url, socket: { reconnectStrategy: false } }) as Client
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    client.destroy()
  }
}

async function dumpAll(url: string): Promise<Buffer[]> {
  const options = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }
  return withClient(url, async (client) => {
    const found: Buffer[] = []
    let cursor = '0'
    do {
      const [next, names] = (await client.sendCommand(['SCAN', cursor, 'COUNT', '1000'], options)) as unknown as [
        Buffer,
        Buffer[],
      ]
      for (const name of names)
        found.push(name, (await client.sendCommand(['DUMP', name], options)) as unknown as Buffer)
      cursor = next.toString()
    } while (cursor !== '0')
    return found
  })
}
