import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTROL_SOCKET, type ControlAnswer, listenUnix, type UnixServer, writeLine } from '@lethe/takeover'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

let folder = ''
let server: UnixServer | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-cli-'))
})
afterEach(async () => {
  await server?.close()
  server = null
  rmSync(folder, { recursive: true })
})

async function lethe(...argv: string[]) {
  const said: string[] = []
  const complained: string[] = []
  const terminal = { root: '/', version: '1.2.3', env: { LETHE_DATA_DIR: folder } }
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
    expect((await lethe('zzzzzzzz')).complained).toContain('The commands are restart.')
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
