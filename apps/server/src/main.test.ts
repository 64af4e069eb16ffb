import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { batchBody, singleBody } from '@lethe/testkit'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, runServer, type ServerProcess, takePort } from './testing/server-process.ts'
import { USER_AGENT } from './testing/test-instance.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** A start takes a second or two, on a busy machine much more. */
const PATIENCE = { timeout: 90_000 }
const RUNNING = /Dashboard +(http:\S+)\/|running: (http:\S+)/
let started: ServerProcess[] = []

const run = (options: Parameters<typeof runServer>[0] = {}): ServerProcess => {
  const server = runServer(options)
  started.push(server)
  return server
}
const originOf = async (server: ServerProcess): Promise<string> => {
  const match = await server.until(RUNNING)
  return match[1] ?? match[2] ?? ''
}
const linesOf = (server: ServerProcess): string[] => server.output().trim().split('\n')

beforeAll(() => {
  // The server alone: dashboard and tracker are not what is tested here.
  const script = "import('./scripts/build.mjs').then(({ build }) => build({ only: ['tracker', 'server'] }))"
  execFileSync(process.execPath, ['-e', script], { cwd: ROOT })
})
afterEach(async () => {
  for (const server of started) {
    if (server.child.exitCode === null) await server.stop('SIGKILL')
    removeFolder(server.folder)
  }
  started = []
})

describe('a start', PATIENCE, () => {
  it('prints a set-up link, ends within 3 s of a signal, and a second start finds what was accepted', async () => {
    const first = run()
    const origin = await originOf(first)
    const [, token] = await first.until(/\/setup\?token=([\w-]{43})\s/)
    const headers = { 'content-type': 'application/json' }
    const account = { token, email: 'owner@example.org', password: 'correct horse battery' }
    const setUp = await fetch(`${origin}/api/setup`, { method: 'POST', headers, body: JSON.stringify(account) })
    const cookie = setUp.headers.get('set-cookie')?.split(';')[0] ?? ''
    const ask = async (at: string, body: object) =>
      (
        await fetch(`${at}/api/sites/query`, {
          method: 'POST',
          headers: { ...headers, cookie },
          body: JSON.stringify(body),
        })
      ).json()
    const sites = (await (await fetch(`${origin}/api/sites`, { headers: { cookie } })).json()) as {
      data: { key: string; client_key: string }[]
    }
    const [site] = sites.data
    const send = () =>
      fetch(`${origin}/api/rum/events`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', 'user-agent': USER_AGENT },
        body: JSON.stringify(batchBody({ client_key: site?.client_key ?? '' })),
      })
    const answers = await Promise.all(Array.from({ length: 50 }, send))
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    // A request that never ends must not hold up the end.
    const dawdling = connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined)
    dawdling.write(
      'POST /api/rum/events HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nhalf',
    )
    const { code, took_ms } = await first.stop('SIGINT')
    expect(code).toBe(0)
    expect(took_ms).toBeLessThan(3_000)

    const second = run({ folder: first.folder })
    const again = await originOf(second)
    expect(second.output()).not.toContain('token=')
    const asked = { site: site?.key, kind: 'aggregation', aggregate: ['pageview_count'], time: '24h' }
    expect(await ask(again, asked)).toMatchObject({ data: { pageview_count: { value: 50 } } })
    expect((await second.stop('SIGTERM')).code).toBe(0)
  })

  it('leaves files that nobody else may read, also in a folder that was there', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'data/events'), { recursive: true, mode: 0o755 })
    const server = run({ folder })
    await originOf(server)
    await server.stop('SIGTERM')
    const data = join(folder, 'data')
    const names = readdirSync(data, { recursive: true }) as string[]
    const open = names.filter((name) => {
      const stat = lstatSync(join(data, name))
      return !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0
    })
    expect(names.length).toBeGreaterThan(10)
    expect(open).toEqual([])
  })

  it('opens no connection to anywhere, not even to look up a name', async ({ skip }) => {
    if (spawnSync('strace', ['-V']).status !== 0) skip('strace is not installed')
    const folder = newFolder()
    const trace = join(folder, 'trace')
    // -I4: the tracer leaves signals to the server.
    const tracer = [
      'strace',
      '-f',
      '-qq',
      '-I4',
      '-e',
      'trace=bind,connect,sendto,sendmsg,sendmmsg',
      '-e',
      'signal=none',
      '-o',
      trace,
    ]
    const server = run({ folder, under: tracer })
    const origin = await originOf(server)
    await fetch(`${origin}/demo/`)
    const body = JSON.stringify(singleBody())
    await fetch(`${origin}/api/rum/events`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
    const [pid] = readFileSync(join(folder, 'data/events/lethe.lock'), 'utf8').split(' ')
    process.kill(Number(pid), 'SIGTERM')
    expect(await server.ended()).toBe(0)
    const calls = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /AF_INET6?\b/.test(line))
    const [listening, ...others] = calls
    expect(listening).toMatch(/bind\(.*127\.0\.0\.1/)
    expect(others).toEqual([])
  })
})

describe('a start that cannot be', PATIENCE, () => {
  const refused = async (server: ServerProcess) => {
    const code = await server.ended()
    const lines = linesOf(server)
    expect(lines, server.output()).toHaveLength(1)
    return { code, line: lines[0] ?? '' }
  }

  it('names a taken port and another one', async () => {
    const { port, free } = await takePort()
    const { code, line } = await refused(run({ args: ['--port', String(port)] }))
    await free()
    expect(code).toBe(73)
    expect(line).toBe(
      `Lethe could not start: 127.0.0.1 port ${port} is taken by another program. Stop it, or choose another port: --port ${port + 1}.`,
    )
  })

  it('names the process that uses the data folder', async () => {
    const first = run()
    await originOf(first)
    const { code, line } = await refused(run({ folder: first.folder }))
    expect(code).toBe(73)
    expect(line).toContain(`in use by process ${first.child.pid}`)
    expect((await first.stop('SIGINT')).code).toBe(0)
  })

  it('names a folder that cannot be written', async () => {
    const folder = newFolder()
    // Root may write anywhere, so a file stands where the folder should be.
    writeFileSync(join(folder, 'data'), '')
    const { code, line } = await refused(run({ folder }))
    expect(code).toBe(78)
    expect(line).toMatch(/data\S* cannot be written/)
  })

  it('refuses a folder without rights', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write anywhere')
    const folder = newFolder()
    mkdirSync(join(folder, 'data'))
    chmodSync(join(folder, 'data'), 0o500)
    expect((await refused(run({ folder }))).code).toBe(78)
  })

  it('names a setting that is wrong, where it was set and what was expected', async () => {
    const wrong = await refused(run({ env: { LETHE_PORT: 'http' } }))
    expect(wrong).toEqual({
      code: 78,
      line: 'Lethe could not start: port (environment LETHE_PORT) must be a whole number from 0 to 65535.',
    })
    const unknown = await refused(run({ args: ['--prot', '1'] }))
    expect(unknown.line).toContain('Did you mean --port?')
  })

  it('names an address that this machine does not have', async () => {
    const { code, line } = await refused(run({ env: { LETHE_HOST: '192.0.2.1' } }))
    expect(code).toBe(78)
    expect(line).toContain('192.0.2.1 is no address of this machine')
  })
})
