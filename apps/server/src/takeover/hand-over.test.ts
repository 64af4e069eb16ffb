import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import {
  CONTROL_SOCKET,
  type ControlAnswer,
  connectForMemory,
  connectUnix,
  jsonLines,
  TAKEOVER_SOCKET,
  type TakeoverAnswer,
  writeJson,
  writeLine,
} from '@lethe/takeover'
import { batchBody } from '@lethe/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { openLiveMemory } from '../live-memory.ts'
import { makeSite, openTestInstance, type TestInstance, USER_AGENT } from '../testing/test-instance.ts'
import { PATIENCE } from './hand-over.ts'
import { openServing, type Serving } from './serving.ts'
import { type FromStarter, openStarter, type ToStarter } from './starter.ts'
import { takeOver } from './take-over.ts'

type Hear = (message: FromStarter, handle?: unknown) => void
interface World {
  readonly test: TestInstance
  readonly serving: Serving
  readonly folder: string
  readonly client_key: string
  readonly lost: unknown[]
  send(visitor: number): Promise<number>
  restart(): Promise<ControlAnswer>
}

let opened: World[] = []
afterEach(async () => {
  for (const { serving, test } of opened) {
    await serving.stop()
    await test.close()
  }
  opened = []
})

/** A served instance whose starter is played by the test: it hears what the server says, and answers. */
async function world(play: ((said: ToStarter, hear: Hear, port: number) => unknown) | null): Promise<World> {
  const test = await openTestInstance()
  // The engine clears session ids of 30 days ago.
  test.clock.set(Math.floor(Date.now() / 60_000) * 60_000)
  const { client_key } = await makeSite(test, await test.setUp())
  await test.instance.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = test.instance.app.server.address() as { port: number }
  let hear: Hear = () => undefined
  const channel = {
    ...(play && { send: (message: unknown) => void play(message as ToStarter, hear, port) }),
    on: (_event: 'message', listener: Hear) => {
      hear = listener
    },
  }
  const lost: unknown[] = []
  const serving = await openServing({
    config: { data_dir: join(test.folder, 'data') },
    version: '1.0.0',
    instance: test.instance,
    starter: openStarter(channel),
    now: Date.now,
    randomBytes,
    openAgain: test.openOn,
    onSucceeded: () => undefined,
    onLost: (error) => lost.push(error),
    patience: { ...PATIENCE, starter_ms: 300, takeover_ms: 1_000 },
  })
  const folder = join(test.folder, 'data')
  const send = async (visitor: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/rum/events`, {
      method: 'POST',
      headers: {
        'content-type': 'text/plain',
        'user-agent': USER_AGENT,
        'x-forwarded-for': `191.1.${visitor >> 8}.${visitor & 255}`,
      },
      body: JSON.stringify(batchBody({ client_key })),
    })
    return answer.status
  }
  const made = { test, serving, folder, client_key, lost, send, restart: () => restartOf(folder) }
  opened.push(made)
  return made
}

/** What the command line is told in the end. */
async function restartOf(folder: string): Promise<ControlAnswer> {
  const socket = await connectUnix({ folder, name: CONTROL_SOCKET })
  writeLine(socket, { command: 'restart' })
  let last: ControlAnswer = { type: 'step', text: 'nothing' }
  for await (const line of jsonLines(socket)) last = line as ControlAnswer
  return last
}

const COMING: readonly FromStarter[] = [{ type: 'successor_coming' }, { type: 'successor_started' }]
const ENDED: FromStarter = { type: 'successor_ended', code: 1, signal: null }

/** Plays the listening socket's way through the starter: the port is the same, the socket another one. */
async function passListener(said: ToStarter, hear: Hear, port: number): Promise<void> {
  if (said.type === 'listener') hear({ type: 'listener_kept' })
  if (said.type !== 'listener_wanted') return
  const server = createServer()
  for (;;) {
    server.listen(port, '127.0.0.1')
    if (await Promise.race([once(server, 'listening').then(() => true), once(server, 'error').then(() => false)])) break
  }
  hear({ type: 'listener' }, server)
}

const token = (said: ToStarter): string => (said.type === 'successor_wanted' ? said.token : '')

async function sessionsOf({ test }: World): Promise<{ sessions: number; firsts: number; views: number }> {
  await test.instance.ingest.flush()
  const sql =
    'SELECT toInt32(uniqExact(session_id)) AS sessions, toInt32(sum(is_first_of_day)) AS firsts, toInt32(count()) AS views FROM events'
  const [row] = await test.instance.events.query<{ sessions: number; firsts: number; views: number }>({
    sql,
    params: {},
  })
  if (row === undefined) throw new Error('no row')
  return row
}

describe('a successor', () => {
  it('gets the memory with its token only, and sessions go on in it', async () => {
    let now = () => 0
    const memory = openLiveMemory({ now: () => now(), randomBytes })
    const folder: { path: string } = { path: '' }
    const strangers: string[] = []
    const open = await world(async (said, hear, port) => {
      await passListener(said, hear, port)
      if (said.type !== 'successor_wanted') return
      for (const message of COMING) hear(message)
      for (const guess of ['', 'f'.repeat(64), said.token.slice(1), `${said.token}0`]) {
        const stolen = openLiveMemory({ now: () => 0, randomBytes })
        const attempt = takeOver({ folder: folder.path, version: '1', token: guess, memory: stolen })
        strangers.push(
          await attempt.then(
            () => 'TAKEN',
            (error: { code: string }) => error.code,
          ),
        )
      }
      await (await takeOver({ folder: folder.path, version: '1.1.0', token: said.token, memory })).received
      hear({ type: 'successor_serves' })
    })
    folder.path = open.folder
    for (let visitor = 0; visitor < 20; visitor++) expect(await open.send(visitor)).toBe(202)
    const done = await open.restart()
    expect(strangers).toEqual([
      'upstream_unavailable',
      'upstream_unavailable',
      'upstream_unavailable',
      'upstream_unavailable',
    ])
    expect(done).toMatchObject({ type: 'done', version: '1.1.0', sessions: 20, sites: 1 })
    expect(existsSync(join(open.folder, TAKEOVER_SOCKET))).toBe(false)
    // The old process is done; the test takes the successor's part with what it has received.
    await open.serving.stop()
    now = open.test.clock.now
    open.test.clock.advance(1_000)
    await open.test.openOn(memory)
    const views = await Promise.all(
      Array.from({ length: 20 }, (_, visitor) =>
        open.test.send(batchBody({ client_key: open.client_key }), {
          'x-forwarded-for': `191.1.0.${visitor}`,
          'user-agent': USER_AGENT,
        }),
      ),
    )
    expect(views.map(({ status }) => status)).toEqual(views.map(() => 202))
    expect(await sessionsOf(open)).toEqual({ sessions: 20, firsts: 20, views: 40 })
  })

  it.each([
    ['memory', { protocol: 1, format: '99.1' }],
    ['protocol', { protocol: 99, format: '1.1' }],
  ])('of another %s is refused politely, and the server goes on', async (_what, form) => {
    const answers: TakeoverAnswer[] = []
    const folder = { path: '' }
    const open = await world(async (said, hear) => {
      if (said.type !== 'successor_wanted') return
      for (const message of COMING) hear(message)
      const { socket, reader } = await connectForMemory({ folder: folder.path, name: TAKEOVER_SOCKET })
      writeJson(socket, { token: said.token, version: '9.0.0', ...form })
      answers.push(await reader.json())
      socket.destroy()
      hear({ type: 'successor_ended', code: 73, signal: null })
    })
    folder.path = open.folder
    expect(await open.send(1)).toBe(202)
    const failed = await open.restart()
    expect(failed).toMatchObject({ type: 'failed', code: 'conflict' })
    const [refused] = answers
    expect(refused).toEqual({ type: 'refused', message: (failed as { message: string }).message })
    expect(JSON.stringify(refused)).toMatch(/Lethe 9\.0\.0 .*Lethe 1\.0\.0 /)
    expect(await open.send(1)).toBe(202)
    expect(await sessionsOf(open)).toEqual({ sessions: 1, firsts: 1, views: 2 })
  })
})

describe('a successor that fails after the stores were closed', () => {
  const failing = async (fail: (hear: Hear) => void) => {
    const folder = { path: '' }
    const open = await world(async (said, hear, port) => {
      if (said.type === 'successor_unwanted' && fail === hang) hear(ENDED)
      await passListener(said, hear, port)
      if (said.type !== 'successor_wanted') return
      for (const message of COMING) hear(message)
      const memory = openLiveMemory({ now: () => 0, randomBytes })
      await (await takeOver({ folder: folder.path, version: '1.1.0', token: token(said), memory })).received
      expect(memory.counts()?.sessions).toBe(20)
      fail(hear)
    })
    folder.path = open.folder
    for (let visitor = 0; visitor < 20; visitor++) expect(await open.send(visitor)).toBe(202)
    const failed = await open.restart()
    // Ids of batches are of the clock.
    open.test.clock.advance(1_000)
    for (let visitor = 0; visitor < 20; visitor++) expect(await open.send(visitor)).toBe(202)
    expect(await sessionsOf(open)).toEqual({ sessions: 20, firsts: 20, views: 40 })
    expect(open.lost).toEqual([])
    return { failed, open }
  }
  const hang = () => undefined

  it('by dying: the old server takes all back, and can hand over again', async () => {
    const { failed, open } = await failing((hear) => hear(ENDED))
    expect(failed).toMatchObject({ type: 'failed', code: 'internal', message: expect.stringContaining('exit code 1') })
    expect(await open.restart()).toMatchObject({ type: 'failed', code: 'internal' })
    expect(await open.send(1)).toBe(202)
  })

  it('by hanging: it is ended, and the old server takes all back', async () => {
    const { failed } = await failing(hang)
    expect(failed).toMatchObject({ type: 'failed', code: 'timeout', message: expect.stringContaining('hangs') })
  })
})

describe('a restart that cannot be', () => {
  it.each([
    ['whose server nobody started that could start another', null],
    ['whose server has a parent that does not answer', () => undefined],
  ])('%s: says so', async (_what, play) => {
    const open = await world(play)
    const failed = await open.restart()
    expect(failed).toMatchObject({ code: 'conflict', message: expect.stringContaining('not started by npm start') })
    expect(await open.send(1)).toBe(202)
  })

  it('whose build failed: shows why', async () => {
    const open = await world((said, hear) => {
      if (said.type !== 'successor_wanted') return
      hear({ type: 'successor_coming' })
      hear({ type: 'build_failed', text: 'main.ts:1 unexpected token' })
    })
    expect(await open.restart()).toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/build failed.*\n.*unexpected/),
    })
    expect(await open.send(1)).toBe(202)
  })

  it('since another one is under way: is refused', async () => {
    const open = await world((said, hear) => said.type === 'successor_wanted' && hear({ type: 'successor_coming' }))
    const first = open.restart()
    const second = await open.restart()
    expect(second).toMatchObject({ type: 'failed', code: 'conflict', message: 'A restart is under way already.' })
    // The server is stopped in the middle of the first.
    await open.serving.stop()
    expect(await first).toMatchObject({ type: 'failed', code: 'upstream_unavailable' })
  })
})
