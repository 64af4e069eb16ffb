import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeEphemeralStore } from '../contract.ts'
import { describeLimits } from '../limits/contract.ts'
import { NEEDS_REDIS, type RedisServer, startRedis } from '../testing/redis-server.ts'
import { openValkeyEphemeral } from './valkey.ts'

const pepper = 'a pepper of more than 32 characters'

describe.skipIf(NEEDS_REDIS)(`on a real server${NEEDS_REDIS}`, () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  const open = async (clock: () => number) => {
    await server.admin('FLUSHALL')
    return openValkeyEphemeral({ url: server.url, pepper, randomBytes, now: Date.now, clock })
  }
  describeEphemeralStore('ephemeral store on Valkey', open, 'by itself')
  describeLimits('ephemeral store on Valkey', open)
})
