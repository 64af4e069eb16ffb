import { seededRandom } from '@lethe/testkit'
import { possibleFaults, runChaos } from '../test/chaos/chaos.ts'

/*
 * The chaos of test/chaos.test.ts with more rounds: under load the server is killed, its clock moved, its disk filled, its events
 * store killed, at random moments. `npm run bench -- chaos [ROUNDS] [SEED]`, 100 rounds by default, half of them with the embedded
 * engine; about five seconds each. Needs the built server, and root for full disks. Exit code 1 when an item is lost or doubled.
 */
const ROUNDS = Number(process.argv[2] ?? 100)
const SEED = Number(process.argv[3] ?? 1)

for (const [at, events] of (['embedded', 'served'] as const).entries()) {
  const random = seededRandom(SEED + at)
  const faults = Array.from({ length: Math.ceil(ROUNDS / 2) }, () => random.pick(possibleFaults(events)))
  const say = (line: string) => process.stderr.write(`${events}, ${line}\n`)
  const { lost, doubled, lost_in_view, doubled_in_view, ...sent } = await runChaos({ events, faults, seed: SEED, say })
  const wrong = { lost, doubled, lost_in_view, doubled_in_view }
  const counts = Object.entries(wrong).map(([name, items]) => [name, items.length])
  console.log(JSON.stringify({ bench: 'chaos', events, rounds: faults.length, ...sent, ...Object.fromEntries(counts) }))
  const examples = Object.entries(wrong).filter(([, items]) => items.length > 0)
  for (const [name, items] of examples) console.log(JSON.stringify({ bench: 'chaos', [name]: items.slice(0, 20) }))
  if (examples.length > 0) process.exitCode = 1
}
