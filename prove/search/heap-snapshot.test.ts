import { getHeapSnapshot } from 'node:v8'
import { expect, it } from 'vitest'
import { type HeapSnapshot, reachableStrings } from './heap-snapshot.ts'

const held = globalThis as { letheHeldByTest?: unknown }

/** Made while running, so that the source text does not hold it. */
const fresh = (name: string) => ['canary', name, process.pid].join('-')

/** Out of the test's own frame, which would hold the target. */
const holdWeakly = () => new WeakRef({ address: fresh('weak') })

async function snapshot(): Promise<HeapSnapshot> {
  const chunks: Buffer[] = []
  for await (const chunk of getHeapSnapshot()) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

it('finds a string that something holds, with the way to it, and none that only a weak reference has', {
  timeout: 60_000,
}, async () => {
  held.letheHeldByTest = { visitor: { address: fresh('strong') } }
  const weak = holdWeakly()
  // A weak reference holds its target until the end of the task that made it.
  await new Promise((resolve) => setTimeout(resolve, 10))
  const heap = await snapshot()
  const found = reachableStrings(heap, (text) => text.endsWith(`-${process.pid}`) && text.startsWith('canary-'))
  expect(found.map(({ text }) => text)).toEqual([fresh('strong')])
  expect(found[0]?.path).toMatch(/letheHeldByTest > visitor > address$/)
  expect(weak).toBeInstanceOf(WeakRef)
  delete held.letheHeldByTest
})
