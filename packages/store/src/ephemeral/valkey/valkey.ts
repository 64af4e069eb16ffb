import { AppError } from '@lethe/catalogue'
import type { Grant } from '../limits/gcra.ts'
import type {
  EphemeralSize,
  EphemeralStore,
  IdentifyCall,
  ItemFacts,
  LimitCall,
  Limits,
  OpenDay,
  SiteDay,
} from '../port.ts'
import { type Address, parseAddress } from './address.ts'
import { readAnswer, type Sending, writeBeacon } from './beacon-wire.ts'
import { checkServer } from './check-server.ts'
import { Connection, SERVER, toUnavailable } from './connection.ts'
import { countKeys } from './count-keys.ts'
import { DayCache, pageSalt, pepperCheck, readOpenDay, toOpenDay } from './day-keys.ts'
import { IDENTIFY } from './identify-script.ts'
import { keyOf, LETTER, prefixOf } from './keys.ts'
import { LIMIT } from './limit-script.ts'
import { OPEN_DAY } from './open-day-script.ts'
import { removeKeys } from './remove-keys.ts'
import { SharedClock } from './shared-clock.ts'

const NONCE_BYTES = 32
const MIN_PEPPER_CHARS = 32
const TIMEOUT_MS = 2_000
/** A proposal is refused when midnight falls into it, or while the clocks do not agree yet. */
const PROPOSALS = 3

export interface ValkeyOptions {
  /** See `ADDRESS_FORM`. A password may be in it, so it is never told. */
  readonly url: string
  /** The same on all nodes, at least 32 characters, kept where the server's memory is not. */
  readonly pepper: string
  /** The CSPRNG. */
  readonly randomBytes: (length: number) => Uint8Array
  readonly now: () => number
  /** Instead of the server's clock: for tests only. */
  readonly clock?: () => number
  /** Told once when it fails, with the reason, and once when it serves again: not for every beacon. */
  readonly onTrouble?: (trouble: AppError | null) => void
  readonly timeout_ms?: number
}

/** Opens the ephemeral store on a Valkey or Redis server that keeps nothing on disk. */
export async function openValkeyEphemeral(options: ValkeyOptions): Promise<EphemeralStore> {
  const address = parseAddress(options.url)
  if (options.pepper.length < MIN_PEPPER_CHARS) {
    const expected = `at least ${MIN_PEPPER_CHARS} random characters, the same on all nodes`
    throw new AppError('config_invalid', `pepper (LETHE_PEPPER) must be ${expected}.`, {
      details: [{ path: 'pepper', expected }],
    })
  }
  const store = new SharedMemory(options, address)
  await store.open()
  return store
}

class SharedMemory implements EphemeralStore {
  readonly limits: Limits = { take: (call) => this.#take(call) }
  readonly #options: ValkeyOptions
  readonly #address: Address
  readonly #clock: SharedClock
  readonly #days = new DayCache()
  readonly #pageSalt: Uint8Array
  #connection: Connection | undefined
  /** Why nothing is served at the moment. */
  #trouble: AppError | null = null
  #told: AppError | null = null
  #warnings: readonly string[] = []

  constructor(options: ValkeyOptions, address: Address) {
    this.#options = options
    this.#address = address
    this.#clock = new SharedClock(options.now)
    this.#pageSalt = pageSalt(options.pepper)
  }

  async open(): Promise<void> {
    try {
      this.#connection = await Connection.open({
        address: this.#address,
        timeout_ms: this.#timeoutMs,
        onLost: () => this.#stop(LOST),
        // Another server may be behind the address by now, or the same one with other settings.
        onReconnect: () => this.#check(),
      })
    } catch (error) {
      throw notOpened(error)
    }
    await this.#check()
    if (!this.#trouble) return
    this.#connection.close()
    throw this.#trouble
  }

  now(): number {
    return this.#options.clock?.() ?? this.#clock.now()
  }

  openDay(scope: string, propose: (now: number) => SiteDay): OpenDay | Promise<OpenDay> {
    const now = this.now()
    const known = this.#days.get(scope, now)
    return known ? toOpenDay(known, now, false) : this.#askForDay(scope, propose)
  }

  identify(call: IdentifyCall): Promise<readonly ItemFacts[] | null> {
    return this.#send(call, 'identify')
  }

  peek(call: IdentifyCall): Promise<readonly ItemFacts[] | null> {
    return this.#send(call, 'peek')
  }

  async forget(scope: string): Promise<void> {
    this.#days.forget(scope)
    await this.#ask((connection) => removeKeys(connection, `${prefixOf(scope)}*`))
  }

  /** The server forgets by itself; what is swept is this node, and the server's settings are looked at again. */
  async sweep(): Promise<void> {
    this.#days.sweep(this.now())
    if (this.#connection?.isReady) await this.#check()
  }

  async size(): Promise<EphemeralSize> {
    return this.#ask((connection) => countKeys(connection))
  }

  async ping(): Promise<void> {
    await this.#ask((connection) => connection.ask(['PING']))
  }

  /** With what kept a call from being served, until one is: the server may well answer all else. */
  warnings(): readonly string[] {
    return this.#told ? [...this.#warnings, this.#told.message] : this.#warnings
  }

  async close(): Promise<void> {
    this.#connection?.close()
    this.#days.clear()
  }

  get #timeoutMs(): number {
    return this.#options.timeout_ms ?? TIMEOUT_MS
  }

  async #askForDay(scope: string, propose: (now: number) => SiteDay): Promise<OpenDay> {
    const { pepper, randomBytes } = this.#options
    const prefix = prefixOf(scope)
    const keys = [keyOf(prefix, LETTER.day), keyOf(prefix, LETTER.previous)]
    for (let attempt = 0; attempt < PROPOSALS; attempt++) {
      const day = propose(this.now())
      const nonce = Buffer.from(randomBytes(NONCE_BYTES))
      const check = Buffer.from(pepperCheck({ nonce, pepper }))
      const args = [this.#givenClock(), String(day.starts_at), String(day.ends_at), nonce, check]
      const answer = await this.#timed((connection) => connection.run(OPEN_DAY, keys, args))
      const opened = readOpenDay(answer, { scope, pepper })
      if (!opened) continue
      if (!opened.has_same_pepper) throw this.#tell(OTHER_PEPPER)
      this.#days.put(scope, opened.known)
      return toOpenDay(opened.known, this.now(), opened.is_fresh)
    }
    throw new AppError('internal', 'The day of a site could not be settled with the server of ephemeral_url.')
  }

  async #send(call: IdentifyCall, mode: Sending['mode']): Promise<readonly ItemFacts[] | null> {
    const known = this.#days.ofCall(call.scope, call.day)
    if (!known) return null
    const { keys, args } = writeBeacon(call, {
      mode,
      clock: this.#givenClock(),
      prefix: known.prefix,
      nonce_start: known.nonce_start,
      previous_starts_at: known.previous?.starts_at ?? 0,
      page_salt: this.#pageSalt,
    })
    const answer = await this.#timed((connection) => connection.run(IDENTIFY, keys, args))
    const { facts } = readAnswer(answer, call.items)
    if (facts) this.#tellThatItServes()
    else this.#days.drop(call.scope, known)
    return facts
  }

  async #take({ name, rate, want }: LimitCall): Promise<Grant> {
    const key = keyOf(prefixOf(name), LETTER.limit)
    const args = [this.#givenClock(), String(rate.per_second), String(rate.burst), String(want)]
    const answer = await this.#timed((connection) => connection.run(LIMIT, [key], args))
    const [, granted, retry_after_ms] = answer as number[]
    return { granted: Number(granted), retry_after_ms: Number(retry_after_ms) }
  }

  #givenClock(): string {
    return this.#options.clock ? String(this.#options.clock()) : ''
  }

  /** A script's answer begins with the server's time. */
  async #timed(ask: (connection: Connection) => Promise<unknown>): Promise<unknown> {
    return this.#ask(async (connection) => {
      const end = this.#clock.begin()
      const answer = await ask(connection)
      end(Number((answer as unknown[])[0]))
      return answer
    })
  }

  async #ask<T>(ask: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.#connection
    if (!connection) throw LOST
    await connection.settled
    if (this.#trouble) throw this.#trouble
    try {
      return await ask(connection)
    } catch (error) {
      throw this.#tell(toUnavailable(error))
    }
  }

  async #check(): Promise<void> {
    const connection = this.#connection
    if (!connection) return
    try {
      const looking = { address: this.#address, timeout_ms: this.#timeoutMs }
      const { refusal, warnings } = await checkServer(connection, looking)
      this.#warnings = warnings
      if (refusal) this.#stop(refusal)
      else this.#trouble = null
    } catch (error) {
      this.#stop(toUnavailable(error))
    }
  }

  #stop(trouble: AppError): void {
    this.#trouble = trouble
    this.#tell(trouble)
  }

  #tell(trouble: AppError): AppError {
    if (this.#told?.message !== trouble.message) this.#options.onTrouble?.(trouble)
    this.#told = trouble
    return trouble
  }

  #tellThatItServes(): void {
    if (!this.#told) return
    this.#told = null
    this.#options.onTrouble?.(null)
  }
}

const LOST = toUnavailable(undefined)

const OTHER_PEPPER = new AppError(
  'store_unavailable',
  'pepper (LETHE_PEPPER) is another one than that of the node which began the day. Give all nodes the same; ' +
    'after a change of all, empty the database of ephemeral_url.',
)

/** At the start the operator looks on: what the system says of the connection is told too, such as `ECONNREFUSED`. */
function notOpened(cause: unknown): AppError {
  const { message = '', code = '' } = cause as NodeJS.ErrnoException
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|invalid password|DB index))/.test(message))
    return new AppError('config_invalid', `${SERVER} refuses its user, password or database.`, { cause })
  const why = /^[A-Z_]+$/.test(code) ? ` (${code})` : ''
  return new AppError('store_unavailable', `${SERVER} does not answer${why}.`, { cause })
}
