import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { AggregationCell, MetricName, Site } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { expect, test } from 'vitest'
import { NEEDS_REDIS, startRedis } from '../packages/store/src/ephemeral/testing/redis-server.ts'
import { PERSON_USER_AGENT } from './browsers.ts'
import { type Operator, setUpOperator } from './operator.ts'
import { eventually, type StartedServer, startServer } from './started-server.ts'

const CONNECTIONS = 64
const VISITORS = 20
const VISIBLE_WITHIN_MS = 20_000
const METRICS = ['pageview_count', 'session_count', 'daily_visitor_count', 'views_per_session', 'bounce_rate'] as const

test('first hits of a visitor on 64 connections at once are one session: sessions in memory', async () => {
  await hitAtOnce({})
})

test.skipIf(NEEDS_REDIS)(
  `first hits of a visitor on 64 connections at once are one session: sessions on Valkey${NEEDS_REDIS}`,
  async () => {
    const redis = await startRedis()
    try {
      await hitAtOnce({ LETHE_EPHEMERAL_URL: redis.url, LETHE_PEPPER: 'a_pepper_of_more_than_32_characters' })
    } finally {
      await redis.stop()
    }
  },
)

async function hitAtOnce(env: Readonly<Record<string, string>>): Promise<void> {
  const server = await startServer({ env })
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => openSocket(server)))
  try {
    const operator = await setUpOperator(server)
    const site = await makeSite(operator)
    for (let visitor = 0; visitor < VISITORS; visitor++) {
      const requests = sockets.map(() => hit(site, `203.0.113.${visitor + 1}`))
      const answers = sockets.map(statusOf)
      for (const [at, socket] of sockets.entries()) socket.write(requests[at] as string)
      expect(await Promise.all(answers)).toEqual(sockets.map(() => 202))
    }
    // All of it went over the connections that were opened first.
    expect(sockets.every((socket) => socket.writable)).toBe(true)
    expect(await figures(operator, site)).toEqual({
      pageview_count: CONNECTIONS * VISITORS,
      session_count: VISITORS,
      daily_visitor_count: VISITORS,
      views_per_session: CONNECTIONS,
      bounce_rate: 0,
    })
  } finally {
    for (const socket of sockets) socket.destroy()
    await server.stop()
    await server.removeData()
  }
}

async function openSocket({ origin }: StartedServer): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1').setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

/** It is about noon where the site is, so that no midnight falls into the test. */
async function makeSite(operator: Operator): Promise<Site> {
  const ahead = 12 - new Date().getUTCHours()
  const timezone = ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  const answer = await operator.send('POST', '/api/sites', { name: 'Crowded', timezone })
  return (await answer.json()) as Site
}

/** The visitor's page view as the operator's proxy on loopback passes it on. */
function hit({ client_key }: Site, address: string): string {
  const body = JSON.stringify(batchBody({ client_key }))
  const head = [
    'POST /api/rum/events HTTP/1.1',
    'host: localhost',
    'content-type: text/plain',
    `content-length: ${Buffer.byteLength(body)}`,
    `user-agent: ${PERSON_USER_AGENT}`,
    `x-forwarded-for: ${address}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

/** Status of the next answer on a connection; answers of the collector have no body. */
async function statusOf(socket: Socket): Promise<number> {
  let answer = ''
  while (!answer.includes('\r\n\r\n')) answer += String((await once(socket, 'data'))[0])
  return Number(answer.split(' ')[1])
}

async function figures(operator: Operator, { key }: Site): Promise<Partial<Record<MetricName, number | null>>> {
  let seen: Partial<Record<MetricName, number | null>> = {}
  const request = { site: key, kind: 'aggregation', aggregate: METRICS, time: 'today' } as const
  await eventually(async () => {
    const { data } = await operator.query<{ data: Record<string, AggregationCell> }>(request)
    seen = Object.fromEntries(METRICS.map((name) => [name, data[name]?.value ?? null]))
    return (seen.pageview_count ?? 0) >= CONNECTIONS * VISITORS
  }, VISIBLE_WITHIN_MS).catch(() => undefined)
  return seen
}
