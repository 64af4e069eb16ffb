import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { type App, useZod } from '../web/zod-provider.ts'
import { addHealth } from './health.ts'

it('asks the events store once a second at most, however many ask', async () => {
  const world = { asked: 0, isAway: false, at: 1_000_000 }
  const app: App = useZod(Fastify(), { checkAnswers: false })
  addHealth(app, {
    pingSessions: async () => undefined,
    pingEvents: async () => {
      world.asked++
      if (world.isAway) throw new Error('away')
    },
    spoolState: () => ({ row_count: 0, bytes: 0, max_bytes: 1, oldest_age_ms: null, is_open: true, refused: [] }),
    warnings: () => [],
    now: () => world.at,
  })
  const ready = async () => (await app.inject('/ready')).json<{ events_store: string }>().events_store
  expect(await Promise.all([ready(), ready(), ready()])).toEqual(['reachable', 'reachable', 'reachable'])
  world.isAway = true
  expect([await ready(), world.asked]).toEqual(['reachable', 1])
  world.at += 1_000
  expect([await ready(), world.asked]).toEqual(['away', 2])
  world.at -= 60_000
  expect([await ready(), world.asked]).toEqual(['away', 3])
})
