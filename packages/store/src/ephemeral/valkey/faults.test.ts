import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EphemeralStore } from '../port.ts'
import { callOf, send, utcDay, view } from '../testing/beacons.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../testing/redis-server.ts'
import { openValkeyEphemeral, type ValkeyOptions } from './valkey.ts'

const pepper = 'a pepper of more than 32 characters'
const PASSWORD = 'canary-password'
/** What an account needs, as docs/guides/self-hosting.md says. */
const RIGHTS = [
  '~lethe*',
  ...'+eval +evalsha +time +ping +scan +scard +info +config|get'.split(' '),
  ...'+get +set +del +rename +pexpire +hget +hmget +hset +sadd +sismember'.split(' '),
]
const hit = { scope: '1:1 10:production', visitor: 'ann', items: (now: number) => [view(now)] }

describe.skipIf(NEEDS_REDIS)(`Valkey and what may go wrong${NEEDS_REDIS}`, () => {
  const servers: RedisServer[] = []
  const stores: EphemeralStore[] = []
  let told: (string | null)[] = []
  const start = async (...settings: string[]) => {
    const server = await startRedis(...settings)
    servers.push(server)
    return server
  }
  const open = async (url: string, change: Partial<ValkeyOptions> = {}) => {
    const onTrouble: ValkeyOptions['onTrouble'] = (trouble) => told.push(trouble?.message ?? null)
    const store = await openValkeyEphemeral({ url, pepper, randomBytes, now: Date.now, onTrouble, ...change })
    stores.push(store)
    return store
  }
  const withUser = (server: RedisServer, user: string) => server.url.replace('//', `//${user}@`)

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
    for (const server of servers.splice(0)) await server.stop()
    told = []
  })

  describe('is refused at the start', () => {
    it.each([
      ['snapshots', ['--save', '3600', '1'], /snapshots.*CONFIG SET save ""/],
      ['an append-only file', ['--appendonly', 'yes'], /append-only file.*CONFIG SET appendonly no/],
    ])('with %s', async (_what, settings, message) => {
      const server = await start(...settings)
      const thrown = await open(server.url).catch((error: unknown) => error)
      expect(thrown).toMatchObject({ code: 'store_unavailable', message: expect.stringMatching(message) })
      expect(String(thrown)).toContain('LETHE_EPHEMERAL_URL')
    })

    it('with an account that may not look at the settings, and taken with one that may do what is needed', async () => {
      const server = await start()
      const user = ['ACL', 'SETUSER', 'lethe', 'on', `>${PASSWORD}`, ...RIGHTS]
      await server.admin(...user, '-config|get')
      await expect(open(withUser(server, `lethe:${PASSWORD}`))).rejects.toMatchObject({
        code: 'store_unavailable',
        message: expect.stringMatching(/CONFIG GET.*ACL SETUSER <user> \+config\|get/),
      })
      await server.admin(...user)
      const store = await open(withUser(server, `lethe:${PASSWORD}`))
      expect((await send(store, hit))[0]?.session_seq).toBe(1)
      expect(await store.size()).toMatchObject({ sessions: 1 })
    })

    it('with a replica that keeps a file, copies through its disk, or cannot be asked', async () => {
      const primary = await start('--repl-diskless-sync-delay', '0')
      const replica = await start('--replicaof', '127.0.0.1', String(primary.port), '--appendonly', 'yes')
      await vi.waitFor(async () => expect(String(await primary.admin('INFO'))).toContain('slave0:'), 10_000)
      const refusal = async () => ((await open(primary.url).catch((error: unknown) => error)) as Error).message
      expect(await refusal()).toMatch(/^Replica 1 of 1 .*append-only file/)
      await replica.admin('CONFIG', 'SET', 'appendonly', 'no')
      expect(await refusal()).toMatch(/^Replica 1 of 1 .*repl-diskless-load swapdb/)
      await replica.admin('CONFIG', 'SET', 'repl-diskless-load', 'swapdb')
      await primary.admin('CONFIG', 'SET', 'repl-diskless-sync', 'no')
      expect(await refusal()).toMatch(/^The server .*repl-diskless-sync yes/)
      await primary.admin('CONFIG', 'SET', 'repl-diskless-sync', 'yes')
      const store = await open(primary.url)
      expect((await send(store, hit))[0]?.session_seq).toBe(1)
      await replica.admin('CONFIG', 'SET', 'requirepass', PASSWORD)
      expect(await refusal()).toMatch(/^Replica 1 of 1 .*same user and password/)
      await expect(open(replica.url)).rejects.toThrow()
    })

    it('when it is a replica itself', async () => {
      const primary = await start()
      const replica = await start('--replicaof', '127.0.0.1', String(primary.port))
      await expect(open(replica.url)).rejects.toThrow(/is a replica/)
    })

    it('when nobody answers, or user or password are wrong; the password is not told', async () => {
      const server = await start('--requirepass', PASSWORD)
      const wrong = await open(withUser(server, `:${PASSWORD}-wrong`)).catch((error: unknown) => error)
      expect(wrong).toMatchObject({ code: 'config_invalid', message: expect.stringContaining('refuses its user') })
      await server.stop()
      const away = await open(withUser(server, `:${PASSWORD}`)).catch((error: unknown) => error)
      expect(away).toMatchObject({
        code: 'store_unavailable',
        message: expect.stringMatching(/LETHE_EPHEMERAL_URL.*\(ECONNREFUSED\)/),
      })
      for (const error of [wrong, away] as Error[]) expect(`${error.message} ${error.stack}`).not.toContain(PASSWORD)
    })

    it('with an address or a pepper of another form, neither of which is told', async () => {
      for (const url of ['http://canary', 'redis://canary:6379/x', 'redis+unix://', 'rediss+unix:///canary', 'canary'])
        await expect(open(url)).rejects.toMatchObject({
          code: 'config_invalid',
          message: expect.not.stringContaining('canary'),
        })
      await expect(open('redis://127.0.0.1:1', { pepper: 'short canary' })).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringMatching(/LETHE_PEPPER(?!.*canary)/),
      })
    })
  })

  it('refuses to identify once persistence is on, says so once, and goes on when it is off', async () => {
    const server = await start()
    const store = await open(server.url)
    const [first] = await send(store, hit)
    await server.admin('CONFIG', 'SET', 'save', '60 1000')
    await store.sweep()
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(send(store, hit)).rejects.toMatchObject({ code: 'store_unavailable' })
      await expect(store.ping()).rejects.toThrow(/snapshots/)
      await store.sweep()
    }
    expect(told).toEqual([expect.stringContaining('snapshots')])
    await server.admin('CONFIG', 'SET', 'save', '')
    await store.sweep()
    expect((await send(store, hit))[0]).toMatchObject({ session_id: first?.session_id, session_seq: 2 })
    expect(told).toEqual([expect.stringContaining('snapshots'), null])
  })

  it('fails at once while the server is away, and serves again by itself, with a fresh day', async () => {
    const server = await start()
    const store = await open(server.url)
    await send(store, hit)
    await server.restart('--appendonly', 'yes')
    await vi.waitFor(() => expect(send(store, hit)).rejects.toThrow(/append-only/), 10_000)
    await server.restart()
    await vi.waitFor(() => store.ping(), 10_000)
    expect(await store.identify(await callOf(store, hit))).toBeNull()
    expect(await store.openDay(hit.scope, utcDay)).toMatchObject({ is_fresh: true })
    expect((await send(store, hit))[0]).toMatchObject({ session_seq: 1, is_first_of_day: 1 })
    expect(told.at(0)).toContain('does not answer')
    expect(told.at(-1)).toBeNull()
    expect(told.filter((trouble) => trouble === null)).toHaveLength(1)
  })

  it('takes no answer in time as none, and serves again when answers come', async () => {
    const server = await start()
    const store = await open(server.url, { timeout_ms: 300 })
    await send(store, hit)
    server.freeze()
    await expect(send(store, hit)).rejects.toMatchObject({ code: 'store_unavailable' })
    const began = performance.now()
    await expect(send(store, hit)).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(performance.now() - began).toBeLessThan(200)
    server.thaw()
    await vi.waitFor(() => expect(send(store, hit)).resolves.toHaveLength(1), 10_000)
  })

  it('changes nothing when memory is full, and names the reason', async () => {
    const server = await start()
    const store = await open(server.url)
    await send(store, hit)
    await server.admin('CONFIG', 'SET', 'maxmemory', '1')
    await expect(send(store, hit)).rejects.toThrow(/OOM/)
    await server.admin('CONFIG', 'SET', 'maxmemory', '0')
    expect((await send(store, hit))[0]).toMatchObject({ session_seq: 2 })
  })

  it('warns when any key may be evicted', async () => {
    const server = await start('--maxmemory-policy', 'allkeys-lru')
    const store = await open(server.url)
    expect(store.warnings()).toEqual([expect.stringContaining('allkeys')])
    await server.admin('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    await store.sweep()
    expect(store.warnings()).toEqual([])
  })

  it('is reached through a Unix socket, in another database', async () => {
    const server = await start('--requirepass', PASSWORD)
    const store = await open(`redis+unix://:${PASSWORD}@localhost${server.socket}?db=3`)
    expect((await send(store, hit))[0]?.session_seq).toBe(1)
  })
})
