import { createHash } from 'node:crypto'
import { AppError } from '@lethe/catalogue'
import { createClient, ErrorReply, RESP_TYPES } from '@redis/client'
import type { Address } from './address.ts'

type Client = ReturnType<typeof clientOf>
type Argument = string | Buffer

/** What it is called towards the operator: never by its address. */
export const SERVER = 'The server of ephemeral_url (LETHE_EPHEMERAL_URL)'
/** Commands that may wait for answers: a beacon each, so more means that the server is stuck. */
const MAX_WAITING = 10_000
const MAX_RETRY_MS = 2_000

/** A Lua script, and the name under which the server remembers it. */
export interface Script {
  readonly source: string
  readonly sha: string
}

export function scriptOf(source: string): Script {
  return { source, sha: createHash('sha1').update(source).digest('hex') }
}

export interface ConnectionOptions {
  readonly address: Address
  /** An answer that takes longer is none. */
  readonly timeout_ms: number
  /** The server answers again after it had been away; commands wait for what this promises. */
  readonly onReconnect?: () => Promise<void>
  readonly onLost?: () => void
}

/**
 * One connection, pipelined. Nothing is queued while it is down: commands fail with `store_unavailable` until it is back,
 * which it tries for by itself.
 */
export class Connection {
  readonly #options: ConnectionOptions
  #client: Client
  #isOpened = false
  #isClosed = false
  #settling: Promise<void> | null = null

  private constructor(options: ConnectionOptions) {
    this.#options = options
    this.#client = this.#newClient()
  }

  /** Fails when the server does not answer now, or refuses user and password. */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const connection = new Connection(options)
    try {
      await withTimeout(connection.#client.connect(), options.timeout_ms)
    } catch (error) {
      connection.close()
      throw error
    }
    connection.#isOpened = true
    return connection
  }

  get isReady(): boolean {
    return this.#client.isReady
  }

  /** Resolves when what is to be done after a reconnection has been done. */
  get settled(): Promise<void> | null {
    return this.#settling
  }

  /** The answer to a command. */
  ask(command: readonly Argument[], strings: 'text' | 'bytes' = 'text'): Promise<unknown> {
    return this.#send(command, strings === 'bytes' ? { typeMapping: AS_BYTES } : {})
  }

  /** Runs a script, its strings as bytes. The server may have lost it since: then it is sent whole. */
  async run(script: Script, keys: readonly Argument[], args: readonly Argument[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...args]
    try {
      return await this.#send(['EVALSHA', script.sha, ...rest], { typeMapping: AS_BYTES })
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw error
      return this.#send(['EVAL', script.source, ...rest], { typeMapping: AS_BYTES })
    }
  }

  close(): void {
    this.#isClosed = true
    this.#client.destroy()
  }

  async #send(command: readonly Argument[], options: { typeMapping?: typeof AS_BYTES }): Promise<unknown> {
    const client = this.#client
    try {
      return await withTimeout(client.sendCommand(command as Argument[], options), this.#options.timeout_ms)
    } catch (error) {
      if (error instanceof Late && client === this.#client) this.#replaceClient()
      throw error
    }
  }

  /** A server that accepts and never answers, or a network that swallows: only a new connection can tell. */
  #replaceClient(): void {
    if (this.#isClosed) return
    this.#client.destroy()
    this.#options.onLost?.()
    this.#client = this.#newClient()
    this.#client.connect().catch(() => {})
  }

  #newClient(): Client {
    const client = clientOf(this.#options.address, (retries) => {
      if (!this.#isOpened || this.#isClosed) return false
      return Math.min(50 * 2 ** Math.min(retries, 6), MAX_RETRY_MS)
    })
    // Errors of commands come with their promises; these are the connection's, told by what follows from them.
    client.on('error', () => {
      if (this.#isOpened && !this.#isClosed && client === this.#client) this.#options.onLost?.()
    })
    client.on('ready', () => {
      if (!this.#isOpened || client !== this.#client) return
      const settling = (this.#options.onReconnect?.() ?? Promise.resolve()).finally(() => {
        if (this.#settling === settling) this.#settling = null
      })
      this.#settling = settling
    })
    return client
  }
}

const AS_BYTES = { [RESP_TYPES.BLOB_STRING]: Buffer } as const

function clientOf(address: Address, reconnectStrategy: (retries: number) => number | false) {
  const { socket, username, password, database } = address
  return createClient({
    // RESP2 and no CLIENT SETINFO: fewer commands that the account must be allowed.
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_WAITING,
    socket: { ...socket, reconnectStrategy } as NonNullable<Parameters<typeof createClient>[0]>['socket'] & object,
    ...(username && { username }),
    ...(password && { password }),
    database,
    // Ours is one timer a command; the client's is an AbortSignal, many times dearer.
    commandOptions: { timeout: 0 },
  })
}

class Late extends Error {}

function withTimeout<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Late('no answer in time')), timeoutMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Whether the server itself answered with this error, such as `NOSCRIPT` or `NOPERM`. */
export function isReply(error: unknown, kind: string): boolean {
  return error instanceof ErrorReply && error.message.startsWith(kind)
}

/** Foreign errors become `store_unavailable`; ours stay. Of a server's error its kind is told, such as `OOM`. */
export function toUnavailable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const [kind] = (cause instanceof ErrorReply && /^[A-Z]+\b/.exec(cause.message)) || []
  const what = kind ? `refused a command (${kind})` : 'does not answer'
  return new AppError('store_unavailable', `${SERVER} ${what}.`, { cause })
}
