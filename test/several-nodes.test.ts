import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AggregationCell } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../packages/store/src/ephemeral/testing/redis-server.ts'
import { PERSON_USER_AGENT } from './browsers.ts'
import { type Operator, setUpOperator } from './operator.ts'
import { eventually, type StartedServer, startServer } from './started-server.ts'

const VISIBLE_WITHIN_MS = 20_000
const PEPPER = 'a_pepper_of_more_than_32_characters'
const METRICS = ['pageview_count', 'session_count', 'daily_visitor_count'] as const
const ADDRESS = '203.0.113.77'

interface Node {
  readonly server: StartedServer
  readonly operator: Operator
  readonly client_key: string
}

/** Two nodes with stores of their own, so that each counts what it wrote; their demo shops have the same number, so the same visitors. */
describe.skipIf(NEEDS_REDIS)(`two nodes and a Valkey${NEEDS_REDIS}`, () => {
  let redis: RedisServer
  const nodes: Node[] = []
  const node = (at: number) => nodes[at] ?? expect.fail('the node did not start')

  beforeAll(async () => {
    redis = await startRedis()
    for (let at = 0; at < 2; at++) {
      const server = await startServer({ env: { LETHE_EPHEMERAL_URL: redis.url, LETHE_PEPPER: PEPPER } })
      const operator = await setUpOperator(server)
      const about = await operator.get<{ demo_client_key: string }>('/api/about')
      nodes.push({ server, operator, client_key: about.demo_client_key })
    }
  })
  afterAll(async () => {
    for (const { server } of nodes) {
      await server.stop()
      await server.removeData()
    }
    await redis?.stop()
  })

  const send = ({ server, client_key }: Node) =>
    fetch(`${server.origin}/api/rum/events`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'user-agent': PERSON_USER_AGENT, 'x-forwarded-for': ADDRESS },
      body: JSON.stringify(batchBody({ client_key })),
    })
  const counts = async ({ operator }: Node, views: number) => {
    const sites = await operator.get<{ data: { key: string }[] }>('/api/sites')
    const site = sites.data[0]?.key ?? ''
    return eventually(async () => {
      const { data } = await operator.query<{ data: Record<string, AggregationCell> }>({
        site,
        kind: 'aggregation',
        aggregate: METRICS,
        time: 'today',
      })
      const seen = METRICS.map((name) => data[name]?.value)
      return seen[0] === views && seen
    }, VISIBLE_WITHIN_MS)
  }

  test('take a visitor who changes from one to the other for one', async () => {
    for (const at of [0, 1, 0]) expect((await send(node(at))).status).toBe(202)
    expect(await counts(node(0), 2)).toEqual([2, 1, 1])
    expect(await counts(node(1), 1)).toEqual([1, 0, 0])
  })

  test('tell beacons to come again while it is away, say so once, and go on by themselves', async () => {
    const { server } = node(0)
    await redis.kill()
    await eventually(async () => (await send(node(0))).status === 503, VISIBLE_WITHIN_MS)
    for (let again = 0; again < 5; again++) {
      const answer = await send(node(0))
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).not.toBeNull()
    }
    const ready = await fetch(`${server.origin}/ready`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({
      code: 'store_unavailable',
      detail: expect.stringContaining('LETHE_EPHEMERAL_URL'),
    })
    await redis.restart()
    await eventually(async () => (await fetch(`${server.origin}/ready`)).ok, VISIBLE_WITHIN_MS)
    expect((await send(node(0))).status).toBe(202)
    expect(server.output().match(/visitors cannot be recognised/g)).toHaveLength(1)
    expect(server.output()).not.toContain(ADDRESS)
    expect(server.output()).not.toContain(PEPPER)
  })

  test('refuse a Valkey that writes to disk, at the start', async () => {
    const writing = await startRedis('--appendonly', 'yes')
    const dataDir = mkdtempSync(join(tmpdir(), 'lethe-test-'))
    try {
      const failed = startServer({ dataDir, env: { LETHE_EPHEMERAL_URL: writing.url, LETHE_PEPPER: PEPPER } })
      await expect(failed).rejects.toThrow(/ended with 69:[\s\S]*Lethe could not start: .*append-only file/)
    } finally {
      await writing.stop()
      rmSync(dataDir, { recursive: true })
    }
  })
})
