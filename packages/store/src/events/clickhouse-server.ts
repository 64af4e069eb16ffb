import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chdbArguments } from './chdb-arguments.ts'

export interface ClickhouseServer {
  readonly url: string
  /** `kill -9`; what it has stored stays. */
  kill(): Promise<void>
  /** Starts it on what it had stored, at the same address. */
  startAgain(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** A real ClickHouse server on loopback, in a process and a folder of its own. For tests only. */
export async function startClickhouseServer(memoryBytes: number): Promise<ClickhouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-clickhouse-'))
  const port = await freePort()
  const script = fileURLToPath(new URL('./clickhouse-process.mjs', import.meta.url))
  const url = `http://127.0.0.1:${port}`
  const run = () =>
    spawn(process.execPath, [script, folder, String(port), ...chdbArguments(memoryBytes)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  let child = run()
  const kill = async () => {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    child.kill('SIGKILL')
    await gone
  }
  const stop = async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const startAgain = () => {
    child = run()
    return answered(url, child)
  }
  try {
    await answered(url, child)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, kill, startAgain, stop }
}

async function answered(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/ping`).catch(() => undefined)
    if (answer?.ok) return
    await delay(100)
  }
  throw new Error('the server did not answer within 30 s')
}

/** A port of loopback that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
