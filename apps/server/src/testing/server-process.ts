import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const MAIN = resolve(import.meta.dirname, '../../dist/main.js')
const START = resolve(import.meta.dirname, '../../../../scripts/start.mjs')

/** The built server in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess
  readonly folder: string
  /** Standard output and error so far. */
  output(): string
  /** Waits until it has printed this. Throws when it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Exit code. */
  ended(): Promise<number | null>
  /** Sends the signal; exit code and how long the end took. */
  stop(signal: NodeJS.Signals): Promise<{ code: number | null; took_ms: number }>
}

interface RunOptions {
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Program and arguments to run it under, e.g. a tracer. */
  readonly under?: readonly string[]
  /** By the starter, as `npm start` does it. */
  readonly kept?: boolean
}

export function runServer({
  folder = newFolder(),
  env = {},
  args = [],
  under = [],
  kept = false,
}: RunOptions = {}): ServerProcess {
  const [program = process.execPath, ...rest] = [...under, process.execPath, kept ? START : MAIN, ...args]
  const child = spawn(program, rest, {
    env: {
      PATH: process.env.PATH,
      UV_THREADPOOL_SIZE: '8',
      LETHE_DATA_DIR: join(folder, 'data'),
      LETHE_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const waiting = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    printed += chunk
    for (const wake of waiting) wake()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const exit = once(child, 'close').then(([code]) => code as number | null)
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, fail) => {
      const look = () => {
        const match = pattern.exec(printed)
        if (match === null) return
        waiting.delete(look)
        found(match)
      }
      waiting.add(look)
      look()
      void exit.then((code) => fail(new Error(`ended with ${code}: ${printed}`)))
    })
  return {
    child,
    folder,
    output: () => printed,
    until,
    ended: () => exit,
    stop: async (signal) => {
      const began = performance.now()
      child.kill(signal)
      return { code: await exit, took_ms: performance.now() - began }
    },
  }
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'lethe-process-'))
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** A port that is taken until `free` is called. */
export async function takePort(): Promise<{ port: number; free: () => Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, free: () => new Promise((done) => server.close(() => done())) }
}
