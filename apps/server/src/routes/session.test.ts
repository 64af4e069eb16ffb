import type { LoginState } from '@lethe/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestInstance, PASSWORD, type TestInstance } from '../testing/test-instance.ts'

const HOUR = 3_600_000
let test: TestInstance
/** Of the owner, who is made by the first tests. */
let cookie: string | null = null

beforeAll(async () => {
  test = await openTestInstance()
})
afterAll(() => test.close())

const credentials = { email: 'Owner@Example.org', password: PASSWORD }
const signIn = () => test.ask<LoginState>('POST /api/login', { body: credentials })
const whoAmI = async (token: string | null) => (await test.ask<LoginState>('GET /api/session', { cookie: token })).json

describe('set-up', () => {
  it('says that nobody is set up, and that this browser could sign in', async () => {
    expect(await whoAmI(null)).toEqual({ account: null, is_set_up: false, can_sign_in: true })
  })

  it('refuses a wrong token and one that is 30 minutes old', async () => {
    const body = { token: 'x'.repeat(43), email: 'a@example.org', password: PASSWORD }
    expect((await test.ask('POST /api/setup', { body })).json).toMatchObject({ status: 403, code: 'forbidden' })
    const token = await test.instance.newSetupToken()
    test.clock.advance(30 * 60_000)
    expect((await test.ask('POST /api/setup', { body: { ...body, token } })).status).toBe(403)
  })

  it.each([
    ['a short password', { password: 'eleven char' }, 'password'],
    ['a very long password', { password: 'x'.repeat(129) }, 'password'],
    ['no email address', { email: 'nobody' }, 'email'],
  ])('refuses %s without using up the link', async (_name, change, path) => {
    const token = await test.instance.newSetupToken()
    const body = { token, email: 'a@example.org', password: PASSWORD, ...change }
    const { json } = await test.ask<{ code: string; details: { path: string }[] }>('POST /api/setup', { body })
    expect(json).toMatchObject({ code: 'invalid_request', details: [{ path }] })
    expect(await whoAmI(null)).toMatchObject({ is_set_up: false })
  })

  it('makes the owner once, signed in, with a cookie that only this host and https get', async () => {
    const token = await test.instance.newSetupToken()
    const other = await test.instance.newSetupToken()
    const body = { token, email: 'Owner@Example.org', name: 'Ada', password: PASSWORD }
    const answer = await test.ask<LoginState>('POST /api/setup', { body })
    expect(answer.json).toMatchObject({ account: { email: 'owner@example.org', role: 'owner' }, is_set_up: true })
    const attributes = String(answer.headers['set-cookie']).split('; ').slice(1).sort()
    expect(attributes).toEqual(['HttpOnly', 'Max-Age=1209600', 'Path=/', 'SameSite=Strict', 'Secure'])
    expect(answer.cookie).toMatch(/^__Host-lethe=[\w-]{43}$/)
    cookie = answer.cookie
    expect((await test.ask('POST /api/setup', { body })).json).toMatchObject({ code: 'conflict' })
    expect((await test.ask('POST /api/setup', { body: { ...body, token: other } })).status).toBe(409)
    expect(await test.instance.newSetupToken()).toBeNull()
  })
})

describe('a login', () => {
  it('gives the same answer for an unknown account and a wrong password', async () => {
    const wrong = await test.ask('POST /api/login', { body: { ...credentials, password: 'not the password' } })
    const unknown = await test.ask('POST /api/login', { body: { ...credentials, email: 'b@example.org' } })
    expect(wrong.status).toBe(401)
    expect({ ...unknown.json, request_id: '' }).toEqual({ ...wrong.json, request_id: '' })
    expect(unknown.cookie).toBeNull()
  })

  it('ends the login that the browser had before', async () => {
    const first = (await signIn()).cookie
    const second = await test.ask<LoginState>('POST /api/login', { body: credentials, cookie: first })
    expect((await whoAmI(second.cookie)).account).not.toBeNull()
    expect((await whoAmI(first)).account).toBeNull()
  })

  it('rotates its token about hourly; the old one works for a minute more', async () => {
    const { cookie: first } = await signIn()
    test.clock.advance(HOUR)
    const answer = await test.ask<LoginState>('GET /api/session', { cookie: first })
    expect(answer.cookie).not.toBeNull()
    expect(answer.cookie).not.toBe(first)
    expect((await whoAmI(first)).account).not.toBeNull()
    test.clock.advance(61_000)
    expect((await whoAmI(first)).account).toBeNull()
    expect((await whoAmI(answer.cookie)).account).not.toBeNull()
  })

  it('rotates once for requests that run at the same time', async () => {
    const { cookie: first } = await signIn()
    test.clock.advance(HOUR)
    const answers = await Promise.all(Array.from({ length: 5 }, () => test.ask('GET /api/session', { cookie: first })))
    expect(answers.filter((answer) => answer.cookie !== null)).toHaveLength(1)
  })

  it('ends after 12 idle hours and after 14 days of use', async () => {
    const { cookie: idle } = await signIn()
    test.clock.advance(12 * HOUR + 1)
    expect((await whoAmI(idle)).account).toBeNull()
    let busy = (await signIn()).cookie
    for (let hours = 0; hours < 14 * 24 - 6; hours += 6) {
      test.clock.advance(6 * HOUR)
      busy = (await test.ask('GET /api/session', { cookie: busy })).cookie ?? busy
    }
    expect((await whoAmI(busy)).account).not.toBeNull()
    test.clock.advance(6 * HOUR + 1)
    expect((await whoAmI(busy)).account).toBeNull()
  })

  it('ends with the sign-out, at the server too', async () => {
    const { cookie: token } = await signIn()
    const answer = await test.ask('POST /api/logout', { cookie: token })
    expect(String(answer.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await whoAmI(token)).account).toBeNull()
  })

  it('is not possible over plain HTTP from another host, and says what to do', async () => {
    const headers = { host: 'stats.example.org' }
    const state = await test.ask<LoginState>('GET /api/session', { headers })
    expect(state.json.can_sign_in).toBe(false)
    const refused = await test.ask('POST /api/login', { body: credentials, headers })
    expect(refused.json).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('https') })
    const proxied = { ...headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' }
    expect((await test.ask<LoginState>('GET /api/session', { headers: proxied })).json.can_sign_in).toBe(true)
    expect((await test.ask('POST /api/login', { body: credentials, headers: proxied })).status).toBe(200)
  })

  it('is slowed down after ten failures of a network, and nobody else is', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const body = { ...credentials, password: 'not the password' }
    for (let at = 0; at < 10; at++) await test.ask('POST /api/login', { body, ...from('198.51.100.8') })
    const refused = await test.ask('POST /api/login', { body: credentials, ...from('198.51.100.8') })
    expect(refused.json).toMatchObject({ code: 'rate_limited' })
    expect(refused.headers['retry-after']).toBe('10')
    expect((await test.ask('POST /api/login', { body: credentials, ...from('198.51.100.9') })).status).toBe(200)
  })
})

describe('guesses sent all at once', () => {
  it('are counted before they are checked', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.20' }
    const guess = (at: number) =>
      test.ask('POST /api/login', { body: { ...credentials, password: `guess ${at}` }, headers })
    const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => guess(at)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })
})

describe('writes', () => {
  it('are refused when another origin started them', async () => {
    const { cookie: token } = await signIn()
    const call = { cookie: token, body: { name: 'x' } }
    const cross = await test.ask('POST /api/sites', { ...call, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(cross.json).toMatchObject({ status: 403, code: 'forbidden' })
    const origin = await test.ask('POST /api/login', { body: credentials, headers: { origin: 'https://evil.example' } })
    expect(origin.status).toBe(403)
    const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8787' }
    expect((await test.ask('POST /api/sites', { ...call, headers: own })).status).toBe(201)
  })
})

it('stores neither token nor password, and logs neither address nor email', () => {
  expect(cookie).not.toBeNull()
  expect(test.log()).toContain('"code":"unauthenticated"')
  for (const canary of ['198.51.100', 'example.org', PASSWORD, '127.0.0.1', String(cookie).slice(13)]) {
    expect(test.log()).not.toContain(canary)
  }
})
