import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const FOLDER = import.meta.dirname
/** Of Linux, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100

/** What a load sends; see load.mjs. */
export interface LoadWork {
  readonly origin: string
  readonly client_key: string
  readonly form: 'single' | 'batch'
  readonly connections: number
  /** Distinct addresses. */
  readonly visitors: number
  readonly url: string
  readonly seconds?: number
  readonly items?: number
  /** Requests a second; as many as are answered without it. */
  readonly rate?: number
}

export interface LoadReport {
  readonly requests: number
  readonly items: number
  /** Answers 503; each was sent again. */
  readonly refused: number
  /** Answers other than 202 and 503. */
  readonly wrong: number
  readonly seconds: number
  readonly p50_ms: number
  readonly p99_ms: number
}

/** Sends it all from a process of its own. */
export async function runLoad(work: LoadWork): Promise<LoadReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(FOLDER, 'load.mjs'), JSON.stringify(work)])
  const report = JSON.parse(stdout) as LoadReport
  if (report.wrong > 0) throw new Error(`${report.wrong} answers are neither 202 nor 503`)
  return report
}

/** The server that only parses. */
export async function startBareServer(): Promise<{ origin: string; pid: number; stop(): void }> {
  const child = spawn(process.execPath, [join(FOLDER, 'bare-server.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  return { origin: `http://127.0.0.1:${Number(port)}`, pid: child.pid ?? 0, stop: () => void child.kill() }
}

/** Processor seconds that a process has used. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Resident mebibytes of a process. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

/** The most that is resident while work is done. */
export async function peakOf<Result>(pid: number, work: Promise<Result>): Promise<{ peak: number; result: Result }> {
  let peak = residentOf(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentOf(pid))
  }, 100)
  try {
    const result = await work
    return { peak, result }
  } finally {
    clearInterval(timer)
  }
}
