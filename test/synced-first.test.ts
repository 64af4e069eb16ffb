import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { batchBody } from '@lethe/testkit'
import { beforeAll, expect, test } from 'vitest'
import { PERSON_USER_AGENT } from './browsers.ts'
import { serverOnTrial } from './chaos/server-on-trial.ts'

const ROOT = resolve(import.meta.dirname, '..')
const DELAY_MS = 200
const BEACONS = 5

beforeAll(() => {
  const script = "import('./scripts/build.mjs').then(({ build }) => build({ only: ['tracker', 'server'] }))"
  execFileSync(process.execPath, ['-e', script], { cwd: ROOT })
})

test('an answer waits until the disk has what it acknowledges', async ({ skip }) => {
  if (spawnSync('strace', ['-V']).status !== 0) skip('strace is not installed')
  const server = await serverOnTrial()
  try {
    await server.start({})
    const client_key = await server.clientKey()
    const time = () => timeBeacon(server.origin, client_key)
    const quick = await inTurn(time)
    const slowed = await slowSyncs(server.pid())
    if (slowed === null) skip('strace may not trace here')
    const slow = await inTurn(time)
    await slowed?.end()
    expect(Math.min(...slow)).toBeGreaterThanOrEqual(DELAY_MS)
    expect(Math.min(...quick)).toBeLessThan(DELAY_MS)
  } finally {
    await server.remove()
  }
})

async function inTurn(time: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let beacon = 0; beacon < BEACONS; beacon++) times.push(await time())
  return times
}

/** Milliseconds until its `202`. */
async function timeBeacon(origin: string, client_key: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${origin}/api/rum/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': PERSON_USER_AGENT, 'x-forwarded-for': '198.51.100.1' },
    body: JSON.stringify(batchBody({ client_key })),
  })
  expect(answer.status).toBe(202)
  return performance.now() - began
}

/** From now on every sync of the process takes so much longer; null where nobody may be traced. */
async function slowSyncs(pid: number): Promise<{ end(): Promise<void> } | null> {
  const inject = `inject=fdatasync,fsync:delay_enter=${DELAY_MS}ms`
  const tracer = spawn('strace', ['-f', '-e', inject, '-e', 'signal=none', '-o', '/dev/null', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(tracer, 'close')
  const isAttached = await Promise.race([
    once(tracer.stderr, 'data').then(([text]) => / attached/.test(String(text))),
    ended.then(() => false),
  ])
  if (!isAttached) return null
  return {
    async end() {
      tracer.kill('SIGINT')
      await ended
    },
  }
}
