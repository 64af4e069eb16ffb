import { afterAll, beforeAll, expect, it } from 'vitest'
import { openClickhouseEvents } from './clickhouse.ts'
import { type ClickhouseServer, startClickhouseServer } from './clickhouse-server.ts'
import { CONTRACT_MEMORY_BYTES, describeEventsStore } from './contract.ts'

let server: ClickhouseServer
beforeAll(async () => {
  server = await startClickhouseServer(CONTRACT_MEMORY_BYTES)
}, 60_000)
afterAll(() => server?.stop())

const open = (url: string) =>
  openClickhouseEvents({
    url,
    username: 'default',
    password: '',
    database: 'facts',
    query_memory_bytes: CONTRACT_MEMORY_BYTES * 0.4,
    concurrency: 2,
  })

describeEventsStore('ClickHouse over HTTP', () => open(server.url))

it('says so when no server answers', async () => {
  await expect(open('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'store_unavailable' })
})
