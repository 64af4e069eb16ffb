import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, rmdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { AppError } from '@lethe/catalogue'
import { type Config, DATA_FOLDER_NAMES, loadConfig } from '@lethe/config'
import { CONTROL_SOCKET, connectUnix } from '@lethe/takeover'
import type { Command, Terminal } from './command.ts'

const CONFIRM_FLAG = '--yes-destroy'
const LOCKED_FOLDERS = ['events', 'spool']

/** `lethe destroy`: erases an instance, here and on the servers that its settings name. */
export const destroy: Command = {
  name: 'destroy',
  usage: `destroy [--data-dir FOLDER] [${CONFIRM_FLAG} NAME]`,
  doc: `Erases all that the instance of a data folder has stored, its tables on a ClickHouse server and its keys on a Valkey server included. The server must be stopped. NAME is the name of the folder, to be typed unless it is given.`,
  run: async (argv, terminal) => {
    const { name, rest } = readConfirmation(argv)
    const config = loadConfig(terminal.env, rest)
    const folder = realFolder(resolve(terminal.root, config.data_dir))
    const found = ownNames(folder)
    if (found.length === 0)
      throw new AppError('not_found', `There is no instance in ${folder}. Name its folder: --data-dir.`)
    assertNoLinks(folder, found)
    await assertStopped(folder)
    const { destroyClickhouseEvents, lockFolder } = await import('@lethe/store/events')
    // The same locks as a server's: none can start meanwhile.
    const locked = LOCKED_FOLDERS.filter((each) => found.includes(each))
    const unlocks = locked.map((each) => lockFolder(join(folder, each)))
    try {
      await confirm({ folder, config, name }, terminal)
      const failures = [
        await dropTables(config, destroyClickhouseEvents, terminal),
        await removeKeys(config, terminal),
      ].filter((failure) => failure !== null)
      removeFiles(folder, found, terminal)
      terminal.say(`Destroyed at ${new Date(terminal.now()).toISOString()}.`)
      if (failures.length > 0) throw new AppError('store_unavailable', failures.join('\n'))
    } finally {
      for (const unlock of unlocks) unlock()
    }
  },
}

function readConfirmation(argv: readonly string[]): { name: string | null; rest: string[] } {
  const at = argv.findIndex((word) => word === CONFIRM_FLAG || word.startsWith(`${CONFIRM_FLAG}=`))
  if (at === -1) return { name: null, rest: [...argv] }
  const [, inline] = (argv[at] as string).split('=')
  const name = inline ?? argv[at + 1]
  if (name === undefined) throw new AppError('invalid_request', `${CONFIRM_FLAG} must be the name of the data folder.`)
  return { name, rest: argv.filter((_, index) => index !== at && (inline !== undefined || index !== at + 1)) }
}

const realFolder = (folder: string): string => (existsSync(folder) ? realpathSync(folder) : folder)

/** What a link leads to would be left behind, though all is said to be erased; and it may be anything. */
function assertNoLinks(folder: string, names: readonly string[]): void {
  const link = names.find((name) => lstatSync(join(folder, name)).isSymbolicLink())
  if (link === undefined) return
  const target = readlinkSync(join(folder, link))
  throw new AppError(
    'conflict',
    `Nothing was erased: ${link} in ${folder} is a link to ${target}. Put what is there in its place, or erase it and the link yourself, then try again.`,
  )
}

const ownNames = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => DATA_FOLDER_NAMES.includes(name)) : []

/** Also where the events are elsewhere, and their folder has no lock. */
async function assertStopped(folder: string): Promise<void> {
  const socket = await connectUnix({ folder, name: CONTROL_SOCKET }).catch(() => null)
  if (socket === null) return
  socket.destroy()
  throw new AppError('conflict', `A server is running on the data folder ${folder}. Stop it first.`)
}

async function confirm(
  { folder, config, name }: { folder: string; config: Config; name: string | null },
  { ask, complain }: Terminal,
): Promise<void> {
  const expected = basename(folder)
  if (name === null) {
    complain(`This erases everything that is stored in ${folder}, for good.`)
    if (config.events_url !== null) complain('It also drops the tables of the database lethe on the ClickHouse server.')
    if (config.ephemeral_url !== null) complain("It also removes Lethe's keys from the Valkey server.")
  }
  const typed = name ?? (await ask(`Type the name of the folder, ${expected}, to go on: `))
  if (typed === null) {
    throw new AppError(
      'invalid_request',
      `Nothing was erased: nobody can be asked here. Add ${CONFIRM_FLAG} ${expected}.`,
    )
  }
  if (typed.trim() !== expected) {
    throw new AppError('invalid_request', `Nothing was erased: that is not the name of the folder, ${expected}.`)
  }
}

type DropTables = typeof import('@lethe/store/events')['destroyClickhouseEvents']

/** What could not be done, a sentence; null when all was. */
async function dropTables({ events_url }: Config, drop: DropTables, { say }: Terminal): Promise<string | null> {
  if (events_url === null) return null
  const url = new URL(events_url)
  const username = decodeURIComponent(url.username) || 'default'
  const account = { username, password: decodeURIComponent(url.password) }
  try {
    const { dropped, left } = await drop({ url: url.origin, ...account, database: 'lethe' })
    say(`Dropped on the ClickHouse server: ${dropped.join(', ') || 'nothing, there was no table'}.`)
    if (left.length > 0) say(`Left in its database lethe, not of Lethe: ${left.join(', ')}.`)
    return null
  } catch {
    return 'The ClickHouse server could not be reached, or refused: drop its database lethe yourself.'
  }
}

async function removeKeys({ ephemeral_url }: Config, { say }: Terminal): Promise<string | null> {
  if (ephemeral_url === null) return null
  const { destroyValkey } = await import('@lethe/store/ephemeral')
  try {
    say(`Removed on the Valkey server: ${await destroyValkey(ephemeral_url)} keys.`)
    return null
  } catch {
    return 'The Valkey server could not be reached, or refused: its keys expire by themselves within two days.'
  }
}

function removeFiles(folder: string, found: readonly string[], { say }: Terminal): void {
  const { files, bytes } = sizeOf(found.map((name) => join(folder, name)))
  for (const name of found) rmSync(join(folder, name), { recursive: true })
  say(`Removed ${files} files, ${bytes} bytes, from ${folder}.`)
  const left = readdirSync(folder)
  if (left.length === 0) rmdirSync(folder)
  else say(`Left there, not of Lethe: ${left.sort().join(', ')}.`)
}

function sizeOf(paths: readonly string[]): { files: number; bytes: number } {
  const sum = { files: 0, bytes: 0 }
  for (const path of paths) {
    const stat = lstatSync(path)
    const inside = stat.isDirectory() ? sizeOf(readdirSync(path).map((name) => join(path, name))) : null
    sum.files += inside?.files ?? 1
    sum.bytes += inside?.bytes ?? stat.size
  }
  return sum
}
