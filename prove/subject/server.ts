import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { HeapSnapshot } from '../search/heap-snapshot.ts'

const START_WITHIN_MS = 60_000

/** The built server, as it is shipped, in a process of its own; only its clock and its draws of randomness are watched. */
export interface Subject {
  readonly pid: number
  readonly origin: string
  /** Everything it stores. */
  readonly dataDir: string
  /** What it prints goes here, outside of the data folder; logged at the level `debug`, which is the lowest. */
  readonly logFile: string
  /** Its environment, as an attacker would read it. */
  readonly env: Readonly<Record<string, string>>
  /** 256-bit values drawn so far; the day keys are among them. The process does not keep this list. */
  drawn(): readonly Buffer[]
  /** Makes the process hold this text in a live object. */
  hold(text: string): Promise<void>
  moveClock(ms: number): Promise<void>
  heapSnapshot(): Promise<HeapSnapshot>
  stop(): Promise<void>
  /** Stops it if need be and removes its folders. */
  remove(): Promise<void>
}

export async function startSubject(): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-prove-'))
  const dataDir = join(folder, 'data')
  const heapDir = join(folder, 'heap')
  mkdirSync(heapDir)
  const env = {
    PATH: process.env.PATH ?? '',
    UV_THREADPOOL_SIZE: '8',
    LETHE_DATA_DIR: dataDir,
    LETHE_PORT: '0',
    LETHE_LOG_LEVEL: 'debug',
  }
  const flags = ['--enable-source-maps', '--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${heapDir}`]
  const preload = ['--import', resolve('prove/subject/instrument.mjs')]
  const child = spawn(process.execPath, [...flags, ...preload, resolve('apps/server/dist/main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const logFile = join(folder, 'server.log')
  const drawn: Buffer[] = []
  child.on('message', (message: { drawn?: string }) => {
    if (message.drawn !== undefined) drawn.push(Buffer.from(message.drawn, 'hex'))
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'close')
  }
  return {
    pid: child.pid as number,
    origin: await originOf(child, logFile),
    dataDir,
    logFile,
    env,
    drawn: () => drawn,
    hold: (text) => tell(child, { hold: text }),
    moveClock: (ms) => tell(child, { move_ms: ms }),
    heapSnapshot: () => snapshotOf(child, heapDir),
    stop,
    remove: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Port 0 is any free one: the address is in what it prints. */
async function originOf(child: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.pipe(log, { end: false })
    stream?.on('data', (chunk: Buffer) => {
      if (printed.length < 100_000) printed += chunk
    })
  }
  const deadline = Date.now() + START_WITHIN_MS
  for (;;) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
    if (origin !== undefined && (await fetch(`${origin}/health`).catch(() => null))?.ok) return origin
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the server did not start:\n${printed}`)
    await wait(100)
  }
}

async function tell(child: ChildProcess, message: object): Promise<void> {
  const told = new Promise<void>((resolve) => {
    const hear = (answer: { done?: true }) => {
      if (answer.done !== true) return
      child.off('message', hear)
      resolve()
    }
    child.on('message', hear)
  })
  child.send(message)
  await told
}

async function snapshotOf(child: ChildProcess, heapDir: string): Promise<HeapSnapshot> {
  child.kill('SIGUSR2')
  for (let attempt = 0; attempt < 600; attempt++) {
    await wait(100)
    const [name] = readdirSync(heapDir)
    if (name === undefined) continue
    try {
      const heap = JSON.parse(readFileSync(join(heapDir, name), 'utf8')) as HeapSnapshot
      rmSync(join(heapDir, name))
      return heap
    } catch {
      // It is still being written.
    }
  }
  throw new Error('no heap snapshot within a minute')
}
