import { accessSync, chmodSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '@lethe/catalogue'

const LOCK_NAME = 'lethe.lock'
const heldHere = new Set<string>()

/**
 * Takes a data folder for this process, creating it if need be; returns how to give it back.
 * Throws `conflict` when another process has it, `config_invalid` when it cannot be written.
 * The engine has a lock of its own, but says so on standard error only; it is what counts across containers.
 */
export function lockFolder(path: string): () => void {
  const folder = resolve(path)
  makeWritable(folder)
  const file = join(folder, LOCK_NAME)
  const holder = heldHere.has(folder) ? process.pid : livingHolder(file)
  if (holder !== undefined) {
    throw new AppError(
      'conflict',
      `The data folder ${folder} is in use by process ${holder}. Stop that process, or choose another data folder.`,
    )
  }
  rmSync(file, { force: true })
  try {
    writeFileSync(file, `${process.pid} ${startedAt(process.pid)}\n`, { flag: 'wx' })
  } catch (cause) {
    throw new AppError('conflict', `The data folder ${folder} was taken by another process just now.`, { cause })
  }
  heldHere.add(folder)
  return () => {
    if (heldHere.delete(folder)) rmSync(file, { force: true })
  }
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    chmodSync(folder, 0o700)
  } catch (cause) {
    throw new AppError(
      'config_invalid',
      `The data folder ${folder} cannot be written. Make it a folder that this user may write, or choose another.`,
      { cause },
    )
  }
}

/** A lock outlives a crash: it counts only while the process that wrote it lives, told apart from a later one by its start. */
function livingHolder(file: string): number | undefined {
  const [pid, started] = readOrEmpty(file).trim().split(' ')
  const holder = Number(pid)
  if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return undefined
  return isAlive(holder) && startedAt(holder) === started ? holder : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of `/proc/PID/stat`; the command in field 2 may hold spaces. `-` where there is no `/proc`. */
function startedAt(pid: number): string {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
