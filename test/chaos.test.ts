import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ChaosOptions, possibleFaults, runChaos } from './chaos/chaos.ts'

const ROOT = resolve(import.meta.dirname, '..')
const NOTHING_WRONG = { lost: [], lost_in_view: [], doubled: [], doubled_in_view: [] }

beforeAll(() => {
  const script = "import('./scripts/build.mjs').then(({ build }) => build({ only: ['tracker', 'server'] }))"
  execFileSync(process.execPath, ['-e', script], { cwd: ROOT })
})

// `npm run bench -- chaos` runs many rounds.
describe('what was acknowledged is stored once', { timeout: 300_000 }, () => {
  it.each<ChaosOptions['events']>(['embedded', 'served'])('whatever befalls a server, events %s', async (events) => {
    const faults = possibleFaults(events)
    const report = await runChaos({ events, faults, seed: 1 })
    expect(report).toMatchObject(NOTHING_WRONG)
    expect(report.taken).toBeGreaterThan(faults.length * 100)
  })
})
