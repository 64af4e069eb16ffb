import { execFile } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type EventsStore, openChdbEvents } from '@lethe/store/events'
import { type BatchItem, batchBody } from '@lethe/testkit'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, runServer, type ServerProcess } from '../testing/server-process.ts'
import { USER_AGENT } from '../testing/test-instance.ts'

/** Real processes: the starter, the server, its successor, the command line. A busy machine takes its time. */
const PATIENCE = { timeout: 180_000 }
const ROOT = resolve(import.meta.dirname, '../../../..')
const VISITORS = 300
const LOADERS = 8
let servers: ServerProcess[] = []
let folders: string[] = []

beforeAll(async () => {
  const only = "['tracker', 'server', 'command line']"
  const script = `import('./scripts/build.mjs').then(({ build }) => build({ only: ${only} }))`
  await run(process.execPath, ['-e', script])
}, 120_000)
afterEach(async () => {
  for (const server of servers) if (server.child.exitCode === null) await server.stop('SIGTERM')
  for (const folder of folders) removeFolder(folder)
  servers = []
  folders = []
})

function run(program: string, args: string[], env = {}): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      program,
      args,
      { cwd: ROOT, env: { PATH: process.env.PATH, ...env } },
      (_error, out, err) => {
        done({ code: child.exitCode ?? -1, out, err })
      },
    )
  })
}

/** Lets a successor do something of its own when it has the memory and the stores, and is about to say so. */
function whenReady(act: string): Record<string, string> {
  const folder = newFolder()
  folders.push(folder)
  const file = join(folder, 'preload.mjs')
  writeFileSync(
    file,
    `if (process.argv.includes('--take-over')) {
      const send = process.send.bind(process)
      process.send = (message, ...rest) => (message.type === 'ready' ? ${act} : send(message, ...rest))
    }`,
  )
  return { NODE_OPTIONS: `--import=${file}` }
}

interface Subject {
  readonly server: ServerProcess
  readonly data: string
  readonly origin: string
  readonly client_key: string
  readonly cookie: string
  restart(): Promise<{ code: number; out: string; err: string }>
}

async function start(
  folder: string,
  env: Record<string, string> = {},
): Promise<Omit<Subject, 'client_key' | 'cookie'>> {
  const server = runServer({ folder, kept: true, env })
  servers.push(server)
  const [, origin = ''] = await server.until(/Dashboard +(http:\S+)\/|running: (http:\S+)/)
  const data = join(folder, 'data')
  return {
    server,
    data,
    origin: origin || (/running: (http:\S+)/.exec(server.output())?.[1] ?? ''),
    restart: () => run(process.execPath, ['apps/cli/bin/lethe.mjs', 'restart'], { LETHE_DATA_DIR: data }),
  }
}

async function startFresh(env: Record<string, string> = {}): Promise<Subject> {
  const folder = newFolder()
  folders.push(folder)
  const started = await start(folder, env)
  const [, token] = await started.server.until(/\/setup\?token=([\w-]{43})\s/)
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ token, email: 'owner@example.org', password: 'correct horse battery' })
  const setUp = await fetch(`${started.origin}/api/setup`, { method: 'POST', headers, body })
  const cookie = setUp.headers.get('set-cookie')?.split(';')[0] ?? ''
  const sites = (await (await fetch(`${started.origin}/api/sites`, { headers: { cookie } })).json()) as {
    data: { client_key: string }[]
  }
  return { ...started, cookie, client_key: sites.data[0]?.client_key ?? '' }
}

interface Sent {
  readonly status: number
  readonly retry_after: string | undefined
  readonly at: number
}

/** One request over an agent's connection; rejects when it is cut off or refused. */
function post({ origin, client_key }: Subject, visitor: number, item: Partial<BatchItem>, agent: Agent): Promise<Sent> {
  const page = `page-${visitor}`
  const body = JSON.stringify(
    batchBody({
      client_key,
      pages: [{ id: page, url: `https://shop.example/${visitor % 5}` }],
      items: [{ id: `${page} ${item.type} ${item.n}`, page, type: 'pageview', age_ms: 0, ...item }],
    }),
  )
  const headers = {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(body),
    'user-agent': USER_AGENT,
    'x-forwarded-for': `191.7.${visitor >> 8}.${visitor & 255}`,
  }
  return new Promise((done, fail) => {
    const sending = request(`${origin}/api/rum/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, retry_after: answer.headers['retry-after'], at: performance.now() }),
      )
    })
    sending.on('error', fail)
    sending.end(body)
  })
}

const oneConnection = () => new Agent({ keepAlive: true, maxSockets: 1 })

/** Every visitor sends one item, over eight connections. */
async function everybody(subject: Subject, item: Partial<BatchItem>): Promise<number[]> {
  const visitors = Array.from({ length: VISITORS }, (_, at) => at)
  const statuses: number[] = []
  await Promise.all(
    Array.from({ length: LOADERS }, async () => {
      const agent = oneConnection()
      for (let at = visitors.pop(); at !== undefined; at = visitors.pop())
        statuses.push((await post(subject, at, item, agent)).status)
      agent.destroy()
    }),
  )
  return statuses
}

/** Visitors who send without a pause, and what could not be taken again after a second, as the tracker does. */
function load(subject: Subject) {
  let isOver = false
  const refused: Sent[] = []
  const broken: string[] = []
  let taken = 0
  const loaders = Array.from({ length: LOADERS }, async (_, at) => {
    const agent = oneConnection()
    for (let n = 0; !isOver; ) {
      const sent = await post(subject, VISITORS + at, { type: 'event', name: 'tick', n }, agent).catch(
        (error: Error) => {
          broken.push(error.message)
          return null
        },
      )
      if (sent?.status === 202) {
        taken++
        n++
      } else {
        if (sent) refused.push(sent)
        await wait(1_000)
      }
    }
    agent.destroy()
  })
  return {
    stop: async () => {
      isOver = true
      await Promise.all(loaders)
      return { taken, refused, broken }
    },
  }
}

/** Sessions and what was stored, read from the folder of a server that has ended. */
async function readStored<Row>(data: string, sql: string): Promise<Row[]> {
  const store: EventsStore = await openChdbEvents({ path: join(data, 'events'), memory_bytes: 512 * 1024 ** 2 })
  try {
    return await store.query<Row>({ sql, params: {} })
  } finally {
    await store.close()
  }
}

const FIGURES = `SELECT toInt32(uniqExact(session_id)) AS sessions, toInt32(sum(is_first_of_day)) AS visitors,
  toInt32(countIf(type = 'pageview')) AS views, toInt32(countIf(type = 'pageview' AND session_seq = 2)) AS seconds,
  toInt32(countIf(type = 'event')) AS events, toInt32(countIf(type = 'vitals')) AS vitals,
  toInt32(countIf(session_id = toUUID('00000000-0000-0000-0000-000000000000'))) AS lone FROM events`

describe('lethe restart', PATIENCE, () => {
  it('under load splits no session, counts nobody again, loses and doubles nothing', async () => {
    const subject = await startFresh()
    const { data, server } = subject
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600)
    const files = readdirSync(data).sort()
    expect(await everybody(subject, { n: 1 })).toEqual(Array(VISITORS).fill(202))
    const loading = load(subject)
    await wait(300)
    const { code, out } = await subject.restart()
    await wait(300)
    const { taken, refused, broken } = await loading.stop()

    expect(out).toMatch(/^Lethe [\d.]+ has taken over 308 sessions of 1 site; beacons waited \d+\.\d s\.\n$/)
    expect(code).toBe(0)
    expect(broken).toEqual([])
    expect(taken).toBeGreaterThan(LOADERS)
    expect(refused.every(({ status, retry_after }) => status === 503 && retry_after === '1')).toBe(true)
    const times = refused.map(({ at }) => at)
    expect(refused.length === 0 || Math.max(...times) - Math.min(...times) < 2_000).toBe(true)

    // A resend of what was taken before is known; a second view goes on; late vitals find the session of their page.
    expect(await everybody(subject, { n: 1 })).toEqual(Array(VISITORS).fill(202))
    expect(await everybody(subject, { n: 2 })).toEqual(Array(VISITORS).fill(202))
    expect(await everybody(subject, { type: 'vitals', n: 3, lcp: { value: 900 } })).toEqual(Array(VISITORS).fill(202))
    // Who was signed in still is.
    const me = await fetch(`${subject.origin}/api/sites`, { headers: { cookie: subject.cookie } })
    expect(me.status).toBe(200)
    expect(readdirSync(data).sort()).toEqual(files)
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600)

    expect((await server.stop('SIGINT')).code).toBe(0)
    expect(readdirSync(data).filter((name) => name.includes('.sock'))).toEqual([])
    const all = VISITORS + LOADERS
    expect(await readStored(data, FIGURES)).toEqual([
      {
        sessions: all,
        visitors: all,
        views: 2 * VISITORS,
        seconds: VISITORS,
        events: taken,
        vitals: VISITORS,
        lone: 0,
      },
    ])
  })

  it('whose successor dies with the stores open leaves the old server in place, with every session', async () => {
    const subject = await startFresh(whenReady("process.kill(process.pid, 'SIGKILL')"))
    expect(await everybody(subject, { n: 1 })).toEqual(Array(VISITORS).fill(202))
    const loading = load(subject)
    const { code, err } = await subject.restart()
    const { taken, broken } = await loading.stop()
    expect(err).toContain('The successor was ended by SIGKILL')
    expect(code).toBe(70)
    expect(broken).toEqual([])
    expect(await everybody(subject, { n: 2 })).toEqual(Array(VISITORS).fill(202))
    expect((await subject.server.stop('SIGTERM')).code).toBe(0)
    const all = VISITORS + LOADERS
    expect(await readStored(subject.data, FIGURES)).toEqual([
      { sessions: all, visitors: all, views: 2 * VISITORS, seconds: VISITORS, events: taken, vitals: 0, lone: 0 },
    ])
  })

  it('that is broken off by a signal, when the memory is over there, ends all and keeps what was accepted', async () => {
    const subject = await startFresh(whenReady("process.kill(process.ppid, 'SIGTERM')"))
    expect(await everybody(subject, { n: 1 })).toEqual(Array(VISITORS).fill(202))
    const loading = load(subject)
    await subject.restart()
    expect(await subject.server.ended()).toBe(0)
    const { taken } = await loading.stop()
    expect(taken).toBeGreaterThan(LOADERS)
    expect(readdirSync(subject.data).filter((name) => name.includes('.sock'))).toEqual([])
    const all = VISITORS + LOADERS
    expect(await readStored(subject.data, FIGURES)).toMatchObject([{ sessions: all, views: VISITORS, events: taken }])
  })
})

describe('a server that is killed', PATIENCE, () => {
  it('ends its starter as before; after the next start sessions split, and no stored row has changed', async () => {
    const subject = await startFresh()
    expect(await everybody(subject, { n: 1 })).toEqual(Array(VISITORS).fill(202))
    // Written within a second.
    await wait(1_500)
    const [pid] = (await run('pgrep', ['-P', String(subject.server.child.pid)])).out.trim().split('\n')
    process.kill(Number(pid), 'SIGKILL')
    expect(await subject.server.ended()).toBe(137)
    const rows = 'SELECT * FROM events ORDER BY session_id, session_seq'
    const before = await readStored<object>(subject.data, rows)
    expect(before).toHaveLength(VISITORS)

    const again = { ...subject, ...(await start(resolve(subject.data, '..'))) }
    expect(await everybody(again, { n: 2 })).toEqual(Array(VISITORS).fill(202))
    expect((await again.server.stop('SIGTERM')).code).toBe(0)
    expect(await readStored(subject.data, FIGURES)).toMatchObject([
      { sessions: 2 * VISITORS, visitors: 2 * VISITORS, views: 2 * VISITORS, seconds: 0 },
    ])
    const after = new Set((await readStored<object>(subject.data, rows)).map((row) => JSON.stringify(row)))
    expect(before.filter((row) => !after.has(JSON.stringify(row)))).toEqual([])
  })
})
