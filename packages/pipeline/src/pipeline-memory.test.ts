import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openPipelineMemory } from './pipeline-memory.ts'

it('is taken over by another as it is, bytes and all', () => {
  const open = () => openPipelineMemory({ now: () => 0, randomBytes })
  const first = open()
  for (let at = 0; at < 20; at++) first.environments.take(1, `env ${at}`)
  for (let at = 0; at < 200; at++) first.pathCounts.take({ site_id: 1, prefix: `/a${at % 7}` }, `v${at}`, 100)
  const { image, parts } = first.image()
  const second = open()
  second.load(
    structuredClone(image),
    parts.map((part) => Uint8Array.from(part)),
  )
  expect([second.environments.take(1, 'env 7'), second.environments.take(1, 'another')]).toEqual([true, false])
  expect(second.pathCounts.size).toBe(207)
  expect(second.pathCounts.hasRoom({ site_id: 1, prefix: '/a3' }, 'v3', 1)).toBe(true)
  expect(second.pathCounts.hasRoom({ site_id: 1, prefix: '/a3' }, 'v4', 1)).toBe(false)
})
