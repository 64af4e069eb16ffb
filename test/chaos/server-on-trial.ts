import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newFolder, removeFolder, runServer, type ServerProcess } from '../../apps/server/src/testing/server-process.ts'
import { freePort } from '../started-server.ts'

const RUNNING = /Dashboard +http:\S+\/|running: http:\S+/
const CLOCK = join(import.meta.dirname, 'moved-clock.mjs')
/** A clock that is set back empties them, and what they refuse is refused for good. */
const NO_LIMITS = { LETHE_RATE_LIMIT_NETWORK: 'off', LETHE_RATE_LIMIT_SERVER: 'off', LETHE_RATE_LIMIT_SITE: 'off' }
const STORED_WITHIN_MS = 60_000

/** The built server at one address and on one folder, through any number of lives. */
export interface ServerOnTrial {
  readonly origin: string
  readonly dataDir: string
  start(env: Readonly<Record<string, string>>): Promise<void>
  kill(): Promise<void>
  /** Exit code of a clean stop. */
  stop(): Promise<number | null>
  /** From now on its clock is wrong by so much, also when it is started anew. */
  moveClock(ms: number): void
  clientKey(): Promise<string>
  /** Resolves when nothing waits for the events store any more. */
  allStored(): Promise<void>
  /** What all lives have printed. */
  output(): string
  isAlive(): boolean
  /** Of the present life. */
  pid(): number
  remove(): Promise<void>
}

export async function serverOnTrial(): Promise<ServerOnTrial> {
  const folder = newFolder()
  const dataDir = join(folder, 'data')
  const clock = join(folder, 'clock')
  const port = String(await freePort())
  const origin = `http://127.0.0.1:${port}`
  let life: ServerProcess | undefined
  let before = ''
  const end = async (signal: NodeJS.Signals) => {
    if (life === undefined) return null
    const { code } = await life.stop(signal)
    before += life.output()
    life = undefined
    return code
  }
  return {
    origin,
    dataDir,
    async start(env) {
      const own = { LETHE_PORT: port, NODE_OPTIONS: `--import=${CLOCK}`, MOVED_CLOCK: clock }
      life = runServer({ folder, env: { ...NO_LIMITS, ...own, ...env } })
      await life.until(RUNNING)
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    moveClock: (ms) => writeFileSync(clock, String(ms)),
    async clientKey() {
      const page = await (await fetch(`${origin}/demo/`)).text()
      return /[0-9a-f]{32}/.exec(page)?.[0] ?? ''
    },
    async allStored() {
      const spool = join(dataDir, 'spool')
      const deadline = performance.now() + STORED_WITHIN_MS
      while (existsSync(spool) && readdirSync(spool).some((name) => name.endsWith('.rows'))) {
        if (performance.now() > deadline) throw new Error(`rows still wait: ${readdirSync(spool).join(' ')}`)
        await wait(100)
      }
    },
    output: () => before + (life?.output() ?? ''),
    isAlive: () => life !== undefined && life.child.exitCode === null && life.child.signalCode === null,
    pid: () => life?.child.pid ?? 0,
    async remove() {
      await end('SIGKILL')
      removeFolder(folder)
    },
  }
}
