import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { utcDay, view } from '../testing/beacons.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../testing/redis-server.ts'
import { openValkeyEphemeral } from './valkey.ts'

/*
 * Somebody copies everything that is in the server while it lives, or steals the configuration, and wants to know which of
 * many addresses and user agents were there. He knows the mechanism, and does it here with code of his own.
 */
const SCOPE = '1:1 10:production'
const pepper = randomBytes(32).toString('base64')
const visitors = Array.from({ length: 50 }, (_, at) => `203.0.113.${at} Mozilla/5.0 (canary ${at})`)
const candidates = Array.from({ length: 500 }, (_, at) => `203.0.113.${at % 250} Mozilla/5.0 (canary ${at})`)

const part = (text: string) => `${text.length}:${text}`
const dayKeyOf = (secret: { nonce: Buffer; pepper: string }, startsAt: string) =>
  Buffer.from(
    hkdfSync('sha256', secret.nonce, secret.pepper, [part('lethe day key'), part(SCOPE), part(startsAt)].join(''), 32),
  )
const keyOf = (dayKey: Uint8Array, who: string) => createHmac('sha256', dayKey).update(who).digest().subarray(0, 16)

describe.skipIf(NEEDS_REDIS)(`a copy of Valkey, and the pepper${NEEDS_REDIS}`, () => {
  let server: RedisServer
  let loot: Buffer
  let startsAt = ''
  /** Who is confirmed with such a key of the day. */
  const confirm = (dayKey: Uint8Array) => candidates.filter((who) => loot.includes(keyOf(dayKey, who)))
  /** Every 32 bytes in a row that the copy holds may be a nonce, or the key itself. */
  const secretsInLoot = () =>
    Array.from({ length: Math.max(0, loot.length - 31) }, (_, at) => loot.subarray(at, at + 32))
  const nonceInLoot = async () => {
    const [name] = (await server.admin('KEYS', 'lethe{*}k')) as string[]
    const script =
      "return {string.gsub(redis.call('HGET', KEYS[1], 'nonce'), '.', function(c) return string.format('%02x', string.byte(c)) end)}"
    const [hex] = (await server.admin('EVAL', script, '1', name as string)) as string[]
    return Buffer.from(hex as string, 'hex')
  }

  beforeAll(async () => {
    server = await startRedis()
    const store = await openValkeyEphemeral({ url: server.url, pepper, randomBytes, now: Date.now })
    for (const who of visitors) {
      const { day, current } = await store.openDay(SCOPE, utcDay)
      startsAt = String(day.starts_at)
      const now = store.now()
      await store.identify({
        scope: SCOPE,
        now,
        day,
        key: keyOf(current, who),
        previous_key: null,
        items: [view(now, { page_id: `page of ${who.length}` })],
        newSessionId: () => '6c84fb90-12c4-41e1-840d-25b91d9a3f10',
      })
    }
    await store.close()
    loot = Buffer.concat(await server.dump())
  })
  afterAll(() => server.stop())

  it('hold neither address nor user agent', () => {
    expect(loot.length).toBeGreaterThan(visitors.length * 32)
    for (const who of visitors) {
      const [address, ...agent] = who.split(' ')
      for (const text of [address as string, agent.join(' ')])
        for (const form of ['utf8', 'hex', 'base64', 'utf16le'] as const)
          expect(
            loot.includes(
              form.startsWith('utf') ? Buffer.from(text, form as 'utf8') : Buffer.from(text).toString(form),
            ),
          ).toBe(false)
    }
  })

  it('confirm nobody by the copy alone, whichever of its bytes are taken for the key', () => {
    const few = candidates.slice(0, 5)
    expect(visitors).toEqual(expect.arrayContaining(few))
    const confirmed = secretsInLoot().flatMap((secret) =>
      [secret, dayKeyOf({ nonce: secret, pepper: '' }, startsAt)].flatMap((key) =>
        few.filter((who) => loot.includes(keyOf(key, who))),
      ),
    )
    expect(confirmed).toEqual([])
  })

  it('confirm nobody by the pepper without the nonce', () => {
    const guesses = [Buffer.alloc(0), Buffer.alloc(32), Buffer.from(startsAt), Buffer.from(pepper), randomBytes(32)]
    for (const nonce of guesses) expect(confirm(dayKeyOf({ nonce, pepper }, startsAt))).toEqual([])
    expect(confirm(Buffer.from(pepper))).toEqual([])
  })

  it('confirm everybody together: so the attack would find what there is to find', async () => {
    const nonce = await nonceInLoot()
    expect(nonce).toHaveLength(32)
    expect(loot.includes(nonce)).toBe(true)
    expect(confirm(dayKeyOf({ nonce, pepper }, startsAt)).sort()).toEqual([...visitors].sort())
  })
})
