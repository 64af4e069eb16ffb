import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, openTestInstance, type TestInstance } from '../testing/test-instance.ts'
import { MAX_REQUESTS_PER_CONNECTION } from './connection-limits.ts'

let test: TestInstance
let port: number
let clientKey: string
let cookie: string

beforeAll(async () => {
  test = await openTestInstance(
    {
      max_connections: 20,
      max_connections_per_network: 5,
      trusted_proxies: ['127.0.0.1'],
      rate_limit_exempt: ['127.0.0.1'],
    },
    { patience: { headers_ms: 300, request_ms: 600, check_ms: 50 } },
  )
  cookie = await test.setUp()
  clientKey = (await makeSite(test, cookie)).client_key
  await test.instance.app.listen({ host: '0.0.0.0', port: 0 })
  port = (test.instance.app.server.address() as AddressInfo).port
})
afterAll(() => test.close())

/** A connection, and all that came back until the server closed it. */
function open(from = '127.0.0.1'): { socket: Socket; answer: Promise<string> } {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  let text = ''
  socket.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  socket.on('error', () => {})
  return { socket, answer: new Promise((resolve) => socket.once('close', () => resolve(text))) }
}
const post = (body: string, headers = '') =>
  `POST /api/rum/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`
const beacon = () => JSON.stringify(batchBody({ client_key: clientKey }))
const statusesOf = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))
/** Sends a piece now and then until the connection is closed. */
async function trickle(from: ReturnType<typeof open>, first: string, piece: string): Promise<string> {
  from.socket.write(first)
  const timer = setInterval(() => from.socket.write(piece), 40)
  try {
    return await from.answer
  } finally {
    clearInterval(timer)
  }
}

describe('a slow sender is let go', () => {
  it('who sends no headers at all', async () => {
    expect(statusesOf(await open().answer)).toEqual([408])
  })

  it('who goes on sending headers', async () => {
    const answer = await trickle(open(), 'POST /api/rum/events HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n')
    expect(statusesOf(answer)).toEqual([408])
  })

  it('who trickles the body', async () => {
    const head =
      'POST /api/rum/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\n'
    expect(statusesOf(await trickle(open(), head, 'x'))).toEqual([408])
  })

  it('who closes their half in the middle', async () => {
    const half = open()
    half.socket.end('POST /api/rum/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{')
    expect(statusesOf(await half.answer).every((status) => status >= 400)).toBe(true)
  })
})

describe('headers', () => {
  it.each([
    ['10,000 of them', 'X-A: b\r\n'.repeat(10_000), 431],
    ['a huge one', `X-A: ${'b'.repeat(20_000)}\r\n`, 431],
    ['more than 100 small ones', 'X: y\r\n'.repeat(101), 400],
    ['90 small ones', 'X: y\r\n'.repeat(90), 202],
  ])('%s', async (_what, headers, status) => {
    const { socket, answer } = open()
    socket.write(post(beacon(), `${headers}Connection: close\r\n`))
    expect(statusesOf(await answer)).toEqual([status])
  })
})

describe('one connection', () => {
  it('may send many requests without waiting; each is answered', async () => {
    const { socket, answer } = open()
    for (let at = 0; at < 100; at++) socket.write(post(beacon()))
    socket.write(post(beacon(), 'Connection: close\r\n'))
    expect(statusesOf(await answer)).toEqual(Array(101).fill(202))
  })

  it('is told to close after so many, and serves no more', async () => {
    const { server } = test.instance.app
    expect(server.maxRequestsPerSocket).toBe(MAX_REQUESTS_PER_CONNECTION)
    server.maxRequestsPerSocket = 5
    const { socket, answer } = open()
    for (let at = 0; at < 6; at++) {
      const answered = once(socket, 'data')
      socket.write(post(beacon()))
      await answered
    }
    server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION
    socket.end()
    const text = await answer
    expect(statusesOf(text)).toEqual([202, 202, 202, 202, 202, 503])
    const refusals = await test.ask<{ data: unknown[] }>('GET /api/refusals', { cookie })
    expect(refusals.json.data).toContainEqual({ code: 'overloaded', count: 1 })
    expect(text.split('HTTP/1.1').map((each) => /connection: close/i.test(each))).toEqual([
      ...Array(5).fill(false),
      true,
      true,
    ])
  })
})

describe('connections', () => {
  const isKept = async ({ socket, answer }: ReturnType<typeof open>) => {
    socket.write(post(beacon()))
    const first = await Promise.race([
      once(socket, 'data').then(
        () => true,
        () => false,
      ),
      answer.then(() => false),
    ])
    return first
  }

  it('of one network are so many, of an exempt one more, and all together not above the most', async () => {
    const ofOne = Array.from({ length: 7 }, () => open('127.0.0.2'))
    const kept = await Promise.all(ofOne.map(isKept))
    expect(kept.filter(Boolean)).toHaveLength(5)
    const others = Array.from({ length: 18 }, () => open())
    expect((await Promise.all(others.map(isKept))).filter(Boolean)).toHaveLength(15)
    for (const { socket } of [...ofOne, ...others]) socket.destroy()
    await Promise.all([...ofOne, ...others].map(({ answer }) => answer))
    await expect.poll(() => isKept(open('127.0.0.2'))).toBe(true)
  })
})
