import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CONTROL_SOCKET, type ControlAnswer, listenUnix, type UnixServer, writeLine } from '@lethe/takeover'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

let folder = ''
let server: UnixServer | null = null
beforeEach(() => {
  typed = null
  env = {}
  folder = mkdtempSync(join(tmpdir(), 'lethe-cli-'))
})
afterEach(async () => {
  await server?.close()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

let typed: string | null = null
let env: Record<string, string> = {}
async function lethe(...argv: string[]) {
  const said: string[] = []
  const complained: string[] = []
  const terminal = {
    root: '/',
    version: '1.2.3',
    env: { LETHE_DATA_DIR: folder, ...env },
    now: () => 0,
    ask: async () => typed,
  }
  const code = await runCommand(argv, {
    ...terminal,
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

/** A server that answers the first line with these. */
async function serving(...answers: ControlAnswer[]): Promise<string[]> {
  const heard: string[] = []
  const answer = async (socket: Socket) => {
    heard.push(String((await once(socket, 'data'))[0]))
    for (const each of answers) writeLine(socket, each)
    socket.end()
  }
  server = await listenUnix({ folder, name: CONTROL_SOCKET }, answer)
  return heard
}

describe('lethe', () => {
  it('tells its version, its commands, and about one of them', async () => {
    expect(await lethe('--version')).toMatchObject({ code: 0, said: '1.2.3' })
    const help = await lethe('--help')
    expect(help).toMatchObject({ code: 0, said: expect.stringContaining('restart [--data-dir FOLDER]') })
    expect((await lethe()).complained).toBe(help.said)
    expect((await lethe()).code).toBe(64)
    for (const words of [
      ['restart', '--help'],
      ['help', 'restart'],
    ])
      expect((await lethe(...words)).said).toMatch(/^Usage: lethe restart .*\n\nBuilds/)
  })

  it('names the nearest command for one that is none', async () => {
    expect(await lethe('restrat')).toMatchObject({
      code: 64,
      complained: expect.stringContaining('Did you mean lethe restart?'),
    })
    expect((await lethe('zzzzzzzz')).complained).toContain('The commands are restart, destroy.')
    expect((await lethe('help', 'restrat')).code).toBe(64)
  })
})

describe('lethe restart', () => {
  it('asks the server of the data folder and tells how it went', async () => {
    const done = { type: 'done', version: '1.3.0', sessions: 10_000, sites: 3, waited_ms: 812 } as const
    const heard = await serving({ type: 'step', text: 'Building' }, done)
    expect(await lethe('restart')).toEqual({
      code: 0,
      said: 'Lethe 1.3.0 has taken over 10,000 sessions of 3 sites; beacons waited 0.8 s.',
      complained: 'Building',
    })
    expect(heard).toEqual(['{"command":"restart"}\n'])
  })

  it('takes the exit code of what went wrong', async () => {
    await serving({ type: 'failed', code: 'conflict', message: 'A restart is under way.' })
    expect(await lethe('restart')).toEqual({ code: 73, said: '', complained: 'A restart is under way.' })
  })

  it('says that no server runs there, or that a setting is wrong', async () => {
    expect(await lethe('restart')).toMatchObject({ code: 69, complained: expect.stringContaining(folder) })
    expect(await lethe('restart', '--data-dri', 'x')).toMatchObject({ code: 78 })
  })

  it('says that the server ended in the middle', async () => {
    await serving({ type: 'step', text: 'Building' })
    expect(await lethe('restart')).toMatchObject({ code: 75, said: '' })
  })
})

describe('lethe destroy', () => {
  const fill = () => {
    mkdirSync(join(folder, 'events/store'), { recursive: true })
    writeFileSync(join(folder, 'events/store/part'), 'x'.repeat(90))
    writeFileSync(join(folder, 'control.sqlite'), 'x'.repeat(10))
  }

  it('erases what is of Lethe once the name was typed, and the folder when it is empty', async () => {
    fill()
    typed = basename(folder)
    const { code, said, complained } = await lethe('destroy')
    expect(code).toBe(0)
    expect(said).toMatch(/^Removed 3 files, 1\d\d bytes, from .*\nDestroyed at 1970-01-01T00:00:00.000Z\.$/)
    expect(complained).toContain('for good')
    expect(existsSync(folder)).toBe(false)
  })

  it('leaves what is of somebody else, and says so', async () => {
    fill()
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const { code, said } = await lethe('destroy', '--yes-destroy', basename(folder))
    expect(code).toBe(0)
    expect(said).toContain('Left there, not of Lethe: notes.txt.')
    expect(readdirSync(folder)).toEqual(['notes.txt'])
  })

  it.each([null, '', 'other'])('erases nothing when %j is typed', async (answer) => {
    fill()
    typed = answer
    expect(await lethe('destroy')).toMatchObject({
      code: 64,
      complained: expect.stringContaining('Nothing was erased'),
    })
    expect((await lethe('destroy', '--yes-destroy=wrong')).code).toBe(64)
    expect(readdirSync(folder).sort()).toEqual(['control.sqlite', 'events'])
  })

  it('refuses while a server runs, by its socket or its lock, and where there is no instance', async () => {
    expect(await lethe('destroy', '--yes-destroy', basename(folder))).toMatchObject({ code: 66 })
    fill()
    const lock = join(folder, 'events/lethe.lock')
    writeFileSync(lock, `1 ${readFileSync('/proc/1/stat', 'utf8').split(') ')[1]?.split(' ')[19]}\n`)
    expect(await lethe('destroy', '--yes-destroy', basename(folder))).toMatchObject({ code: 73 })
    rmSync(lock)
    await serving()
    expect(await lethe('destroy', '--yes-destroy', basename(folder))).toMatchObject({ code: 73 })
    expect(existsSync(join(folder, 'control.sqlite'))).toBe(true)
  })

  it('follows a link to the folder, and erases nothing where something in it is a link', async () => {
    const link = `${folder}-link`
    fill()
    symlinkSync(folder, link)
    try {
      mkdirSync(join(link, 'elsewhere'))
      symlinkSync(join(link, 'elsewhere'), join(folder, 'spool'))
      const refused = await lethe('destroy', '--data-dir', link, '--yes-destroy', basename(folder))
      expect(refused).toMatchObject({ code: 73, complained: expect.stringContaining('spool') })
      expect(readdirSync(folder).sort()).toEqual(['control.sqlite', 'elsewhere', 'events', 'spool'])
      rmSync(join(folder, 'spool'))
      rmSync(join(folder, 'elsewhere'), { recursive: true })
      const done = await lethe('destroy', '--data-dir', link, '--yes-destroy', basename(folder))
      expect([done.code, existsSync(folder)]).toEqual([0, false])
    } finally {
      rmSync(link, { force: true })
    }
  })

  it('says which server could not be reached, and erases the rest', async () => {
    fill()
    env = { LETHE_EVENTS_URL: 'http://u:canary@127.0.0.1:1', LETHE_EPHEMERAL_URL: 'redis://:canary@127.0.0.1:1' }
    const { code, complained } = await lethe('destroy', '--yes-destroy', basename(folder))
    expect(code).toBe(69)
    expect(complained).toMatch(/ClickHouse server could not be reached.*\n.*Valkey server could not be reached/)
    expect(complained).not.toContain('canary')
    expect(existsSync(folder)).toBe(false)
  })
})
