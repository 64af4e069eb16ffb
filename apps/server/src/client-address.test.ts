import type { Notice, Site } from '@lethe/catalogue'
import type { Config } from '@lethe/config'
import { batchBody } from '@lethe/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, PASSWORD, type TestInstance, USER_AGENT } from './testing/test-instance.ts'

/** Addresses of real networks, so that each has a country. */
const AMERICAN = '8.8.8.8'
const GERMAN = '193.99.144.80'
const JAPANESE = '133.11.0.1'

let test: TestInstance
let cookie: string
let site: Site
const open = async (settings: Partial<Config> = {}) => {
  test = await openTestInstance({ demo: false, ...settings })
  cookie = await test.setUp()
  site = await makeSite(test, cookie)
}
afterEach(() => test.close())

const visit = (peer: string, headers: Readonly<Record<string, string>> = {}) =>
  test.send(batchBody({ client_key: site.client_key }), headers, peer)

/** How many sessions each country had. */
const sessions = async (): Promise<Record<string, number>> => {
  await test.instance.ingest.flush()
  const body = { site: site.key, kind: 'breakdown', aggregate: ['session_count'], group_by: 'country', time: '24h' }
  const { json } = await test.ask<{ data: { country: string; session_count: number }[] }>('POST /api/sites/query', {
    body,
    cookie,
  })
  return Object.fromEntries(json.data.map(({ country, session_count }) => [country, session_count]))
}

describe('what a visitor forges', () => {
  it('changes neither session nor country when the peer is not trusted', async () => {
    await open()
    await visit(AMERICAN)
    for (const headers of [
      { 'x-forwarded-for': GERMAN },
      { 'x-forwarded-for': `${GERMAN}, 127.0.0.1` },
      { forwarded: `for=${GERMAN};proto=https` },
      { 'x-real-ip': GERMAN },
      { 'x-forwarded-for': GERMAN, forwarded: `for=${JAPANESE}`, 'x-real-ip': JAPANESE, 'cf-connecting-ip': GERMAN },
    ])
      expect((await visit(AMERICAN, headers)).status).toBe(202)
    await visit(`::ffff:${AMERICAN}`, { 'x-forwarded-for': GERMAN })
    expect(await sessions()).toEqual({ US: 1 })
  })

  it('changes nothing behind a trusted proxy either, which appends or passes on what it does not write', async () => {
    await open()
    await visit('127.0.0.1', { 'x-forwarded-for': AMERICAN })
    for (const headers of [
      { 'x-forwarded-for': `${GERMAN}, ${AMERICAN}` },
      { 'x-forwarded-for': `127.0.0.1, ${GERMAN}, ${AMERICAN}:4711` },
      { 'x-forwarded-for': AMERICAN, forwarded: `for=${GERMAN}` },
      { 'x-forwarded-for': AMERICAN, 'x-real-ip': GERMAN },
    ])
      await visit('::ffff:127.0.0.1', headers)
    expect(await sessions()).toEqual({ US: 1 })
  })

  it('two visitors behind a trusted proxy are two, in their countries', async () => {
    await open({ host: '0.0.0.0', trusted_proxies: ['172.17.0.0/16'], forwarded_header: 'forwarded' })
    await visit('172.17.0.1', { forwarded: `for=${GERMAN}`, 'x-forwarded-for': AMERICAN })
    await visit('172.17.0.1', { forwarded: `for=${JAPANESE}` })
    await visit('172.18.0.1', { forwarded: `for=${AMERICAN}` })
    expect(await sessions()).toEqual({ DE: 1, JP: 1, '': 1 })
  })
})

describe('a private peer that forwards without being trusted', () => {
  const notices = (who = cookie) => test.ask<{ data: Notice[] }>('GET /api/notices', { cookie: who })
  const ready = async () => (await test.ask<{ warnings: string[] }>('GET /ready')).json.warnings

  it('is told with the line to add, which keeps what is trusted already', async () => {
    await open({ host: '0.0.0.0', trusted_proxies: ['10.0.0.5'] })
    expect((await notices()).json.data).toEqual([])
    await visit('172.17.0.9', { 'x-forwarded-for': GERMAN })
    const [notice, ...others] = (await notices()).json.data
    expect(others).toEqual([])
    expect(notice).toMatchObject({
      kind: 'untrusted_proxy',
      setting: 'LETHE_TRUSTED_PROXIES=10.0.0.5,172.16.0.0/12',
    })
    expect(await ready()).toEqual([notice?.text])
    expect(notice?.text).toContain('Add 172.16.0.0/12 to LETHE_TRUSTED_PROXIES')
    // The peer may be a visitor, and what is trusted is nobody's business outside.
    expect(JSON.stringify(await notices())).not.toMatch(/172\.17\.0\.9|193\.99/)
    expect((await ready()).join()).not.toContain('10.0.0.5')
  })

  it('is forgotten a day after the last request of that kind', async () => {
    await open({ host: '0.0.0.0' })
    await visit('172.17.0.1', { 'x-forwarded-for': GERMAN })
    await test.instance.ingest.flush()
    test.clock.advance(24 * 3_600_000 - 1)
    expect(await ready()).toHaveLength(1)
    test.clock.advance(1)
    expect(await ready()).toEqual([])
  })

  it('is no matter for strangers', async () => {
    await open({ host: '0.0.0.0' })
    expect((await test.ask('GET /api/notices')).json).toMatchObject({ code: 'unauthenticated' })
    await visit(AMERICAN, { 'x-forwarded-for': GERMAN })
    expect(await ready()).toEqual([])
  })

  it('is another matter when the proxy is trusted but writes the other header', async () => {
    await open()
    await visit('127.0.0.1', { forwarded: `for=${GERMAN}` })
    expect((await notices()).json.data).toMatchObject([
      { kind: 'other_header', setting: 'LETHE_FORWARDED_HEADER=forwarded' },
    ])
  })
})

it('no answer, log line or figure of the server holds an address', async () => {
  const canaries = [AMERICAN, GERMAN, JAPANESE, '2001:db8:77::5', '2001:db8:77']
  await open()
  const answers: string[] = []
  const said = async (call: string, what: Parameters<TestInstance['ask']>[1]) => {
    const { text, headers } = await test.ask(call, what)
    answers.push(text, JSON.stringify(headers))
  }
  for (const peer of [AMERICAN, '2001:db8:77::5', '127.0.0.1']) {
    const headers = { 'x-forwarded-for': GERMAN, forwarded: `for=${JAPANESE}`, 'x-real-ip': JAPANESE }
    for (let attempt = 0; attempt < 12; attempt++)
      await said('POST /api/login', { peer, headers, body: { email: 'owner@example.org', password: 'wrong guess' } })
    await said('POST /api/login', { peer, headers, body: { email: 'owner@example.org', password: PASSWORD } })
    await said('POST /api/setup', {
      peer,
      headers,
      body: { token: 'x'.repeat(43), email: 'a@example.org', password: PASSWORD },
    })
    await said('POST /api/login', { peer, headers, body: '{"email": ' })
    await said('POST /api/rum/events', { peer, headers, body: '{"client_key": ' })
    await said('POST /api/rum/events', {
      peer,
      headers: { ...headers, 'user-agent': USER_AGENT, 'content-type': 'text/plain' },
      body: batchBody({ client_key: site.client_key }),
    })
    await said('GET /api/%zz', { peer, headers })
    await said('GET /nothing', { peer, headers })
    await said('GET /ready', { peer, headers })
    await said('GET /api/about', { peer, headers })
  }
  await said('GET /api/refusals', { cookie })
  await said('GET /api/notices', { cookie })
  await said(`GET /api/sites/${site.key}/outcomes`, { cookie })
  expect(answers.join('')).toContain('rate_limited')
  expect(test.log().length, 'the log is on').toBeGreaterThan(100)
  for (const canary of canaries) {
    expect(answers.join('\n')).not.toContain(canary)
    expect(test.log()).not.toContain(canary)
  }
})
