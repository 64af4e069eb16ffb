import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
const lock = () => join(folder, 'lethe.lock')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is taken once in a process, and can be given back', () => {
  const unlock = lockFolder(folder)
  expect(() => lockFolder(join(folder, '.'))).toThrow(expect.objectContaining({ code: 'conflict' }))
  unlock()
  expect(existsSync(lock())).toBe(false)
  lockFolder(folder)()
})

it('closes the folder to everybody else', () => {
  chmodSync(folder, 0o755)
  lockFolder(folder)()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

it('holds while the process that wrote it lives, and no longer', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' })
  await once(other, 'spawn')
  const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8')
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  writeFileSync(lock(), `${other.pid} ${started}\n`)
  expect(() => lockFolder(folder)).toThrow(
    expect.objectContaining({ code: 'conflict', message: expect.stringContaining(`process ${other.pid}`) }),
  )
  other.kill('SIGKILL')
  await once(other, 'exit')
  lockFolder(folder)()
})

it('does not take a later process with the same number for the one that wrote it', () => {
  writeFileSync(lock(), `${process.ppid} 1\n`)
  lockFolder(folder)()
})

it('says when the folder cannot be written', () => {
  writeFileSync(join(folder, 'file'), '')
  const inside = join(folder, 'file')
  expect(() => lockFolder(inside)).toThrow(
    expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(inside) }),
  )
})
