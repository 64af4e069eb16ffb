import { randomBytes } from 'node:crypto'
import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { describe, expect, it } from 'vitest'
import { describeEphemeralStore } from './contract.ts'
import { openMemoryEphemeral } from './memory.ts'

const DAY_MS = 86_400_000

describeEphemeralStore('ephemeral store in memory', async () => openMemoryEphemeral({ randomBytes }))

describe('memory of the ephemeral store', () => {
  it('is zeroed where the key of a day was, when its grace is over', async () => {
    const store = openMemoryEphemeral({ randomBytes })
    const keys = await store.dayKeys('scope', { starts_at: 0, ends_at: DAY_MS }, 0)
    await store.dayKeys('scope', { starts_at: DAY_MS, ends_at: 2 * DAY_MS }, DAY_MS)
    await store.sweep(DAY_MS + SESSION_TIMEOUT_MS - 1)
    expect(keys?.current.some((byte) => byte !== 0)).toBe(true)
    await store.sweep(DAY_MS + SESSION_TIMEOUT_MS)
    expect(keys?.current.every((byte) => byte === 0)).toBe(true)
  })

  it('takes its keys from the given source of randomness', async () => {
    let asked = 0
    const store = openMemoryEphemeral({
      randomBytes: (length) => {
        asked += length
        return new Uint8Array(length).fill(7)
      },
    })
    const keys = await store.dayKeys('scope', { starts_at: 0, ends_at: DAY_MS }, 0)
    expect(asked).toBe(32)
    expect(keys?.current).toEqual(new Uint8Array(32).fill(7))
  })
})
