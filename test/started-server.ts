import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = new URL('..', import.meta.url).pathname
const START_TIMEOUT_MS = 120_000

/** A server started as a newcomer does it (`npm start`'s script), in a process of its own, on a folder of its own. */
export interface StartedServer {
  readonly origin: string
  readonly dataDir: string
  readonly setupUrl: string | undefined
  readonly demoUrl: string
  readonly child: ChildProcess
  /** Everything it has printed so far. */
  output(): string
  /** Sends SIGINT and resolves with the exit code and the milliseconds it took. */
  stop(): Promise<{ code: number | null; took_ms: number }>
  removeData(): Promise<void>
}

export interface StartOptions {
  readonly dataDir?: string
  readonly port?: number
  readonly args?: readonly string[]
  /** Further settings. */
  readonly env?: Readonly<Record<string, string>>
}

export async function startServer({ dataDir, port, args = [], env = {} }: StartOptions = {}): Promise<StartedServer> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'lethe-test-'))
  const listenOn = port ?? (await freePort())
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs'), ...args], {
    cwd: ROOT,
    env: { ...withoutSettings(process.env), LETHE_DATA_DIR: folder, LETHE_PORT: String(listenOn), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk))
  await waitUntilHealthy(`http://127.0.0.1:${listenOn}/health`, child, () => printed)
  return {
    origin: `http://127.0.0.1:${listenOn}`,
    dataDir: folder,
    setupUrl: /https?:\/\/\S+\/setup\?token=\S+/.exec(printed)?.[0],
    demoUrl: `http://127.0.0.1:${listenOn}/demo/`,
    child,
    output: () => printed,
    stop: () => stop(child),
    removeData: () => rm(folder, { recursive: true, force: true }),
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Asks until `read` gives something; the error tells what the last answer was. */
export async function eventually<T>(read: () => Promise<T | undefined | false>, within_ms: number): Promise<T> {
  const deadline = Date.now() + within_ms
  for (;;) {
    const got = await read()
    if (got !== undefined && got !== false) return got
    if (Date.now() > deadline) throw new Error(`not within ${within_ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The surroundings of a newcomer, who has set nothing. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LETHE_')))
}

async function waitUntilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const exited = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output()}`))),
  )
  const healthy = eventually(async () => {
    const answer = await fetch(url).catch(() => undefined)
    return answer?.ok
  }, START_TIMEOUT_MS).catch(() => {
    throw new Error(`no answer from ${url}:\n${output()}`)
  })
  await Promise.race([healthy, exited])
}

async function stop(child: ChildProcess): Promise<{ code: number | null; took_ms: number }> {
  if (child.exitCode !== null) return { code: child.exitCode, took_ms: 0 }
  const began = Date.now()
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGINT')
  })
  return { code, took_ms: Date.now() - began }
}
