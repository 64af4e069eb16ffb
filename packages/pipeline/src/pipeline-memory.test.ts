import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openPipelineMemory } from './pipeline-memory.ts'
import { REMEMBERED_MS } from './taken-items.ts'

describe('openPipelineMemory', () => {
  it('is taken over by another as it is, bytes and all', () => {
    let now = 0
    const open = () => openPipelineMemory({ now: () => now, randomBytes })
    const first = open()
    for (let at = 0; at < 5_000; at++) first.takenItems.take(1, `early ${at}`)
    now = REMEMBERED_MS / 2
    for (let at = 0; at < 5_000; at++) first.takenItems.take(2, `late ${at}`)
    for (let at = 0; at < 20; at++) first.environments.take(1, `env ${at}`)
    for (let at = 0; at < 200; at++) first.pathCounts.take({ site_id: 1, prefix: `/a${at % 7}` }, `v${at}`, 100)

    const { image, parts } = first.image()
    const second = open()
    second.load(
      structuredClone(image),
      parts.map((part) => Uint8Array.from(part)),
    )
    expect(second.takenItems.size).toBe(10_000)
    expect([second.takenItems.take(1, 'early 4999'), second.takenItems.take(2, 'late 0')]).toEqual([false, false])
    expect([second.takenItems.take(2, 'early 0'), second.takenItems.take(1, 'new')]).toEqual([true, true])
    second.takenItems.forget(1, 'early 0')
    expect(second.takenItems.take(1, 'early 0')).toBe(true)
    expect([second.environments.take(1, 'env 7'), second.environments.take(1, 'another')]).toEqual([true, false])

    now = 2 * REMEMBERED_MS
    expect(second.pathCounts.size).toBe(207)
    expect(second.pathCounts.hasRoom({ site_id: 1, prefix: '/a3' }, 'v3', 1)).toBe(true)
    expect(second.pathCounts.hasRoom({ site_id: 1, prefix: '/a3' }, 'v4', 1)).toBe(false)
    second.takenItems.sweep()
    expect(second.takenItems.isNew(1, 'early 1')).toBe(true)
  })
})
