import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const START_WITHIN_MS = 120_000

/** The server as `npm start` starts it, which can be restarted. */
export interface KeptServer {
  readonly origin: string
  /** `lethe restart`: its exit code and what it printed. */
  restart(): Promise<{ readonly code: number; readonly printed: string }>
  /** `kill -9` of the server itself; resolves when its starter has ended. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export async function keepServer(dataDir: string): Promise<KeptServer> {
  const env = { PATH: process.env.PATH ?? '', LETHE_DATA_DIR: dataDir, LETHE_PORT: '0' }
  const child = spawn(process.execPath, [resolve('scripts/start.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk
  })
  const ended = once(child, 'exit')
  const originOf = () => /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0]
  for (const deadline = Date.now() + START_WITHIN_MS; originOf() === undefined; await wait(100))
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the server did not start:\n${printed}`)
  const serverPid = () => {
    const lock = join(dataDir, 'events/lethe.lock')
    return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split(' ')[0]) : 0
  }
  return {
    origin: originOf() as string,
    restart: () =>
      new Promise((done) => {
        const cli = execFile(process.execPath, [resolve('apps/cli/bin/lethe.mjs'), 'restart'], { env }, (_, out, err) =>
          done({ code: cli.exitCode ?? -1, printed: `${err}${out}` }),
        )
      }),
    kill: async () => {
      process.kill(serverPid(), 'SIGKILL')
      await ended
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}
