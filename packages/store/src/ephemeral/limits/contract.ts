import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EphemeralStore } from '../port.ts'

const NOON = 1_795_435_200_000
const RATE = { per_second: 10, burst: 20 }

/** What the rates of every ephemeral store must do. For tests only. */
export function describeLimits(name: string, open: (now: () => number) => Promise<EphemeralStore>): void {
  describe(`limits of the ${name}`, () => {
    let store: EphemeralStore
    let clock = NOON
    const take = (want: number, limit = 'site 1') => store.limits.take({ name: limit, rate: RATE, want })

    beforeEach(async () => {
      clock = NOON
      store = await open(() => clock)
    })
    afterEach(() => store.close())

    it('grant the burst, then what the rate brings back', async () => {
      expect(await take(15)).toEqual({ granted: 15, retry_after_ms: 0 })
      expect(await take(15)).toEqual({ granted: 5, retry_after_ms: 100 })
      expect(await take(1)).toEqual({ granted: 0, retry_after_ms: 100 })
      clock += 1000
      expect(await take(50)).toEqual({ granted: 10, retry_after_ms: 100 })
    })

    it('are apart by name', async () => {
      await take(20)
      expect(await take(20, 'site 2')).toEqual({ granted: 20, retry_after_ms: 0 })
      expect((await take(1)).granted).toBe(0)
    })

    it('grant no more to many at once than to one after the other', async () => {
      const grants = await Promise.all(Array.from({ length: 30 }, () => take(1)))
      expect(grants.filter(({ granted }) => granted === 1)).toHaveLength(20)
    })

    it('do not remember a clock that has been set back', async () => {
      clock = NOON + 86_400_000
      await take(20)
      clock = NOON
      expect(await take(1)).toEqual({ granted: 0, retry_after_ms: 100 })
      clock = NOON + 2000
      expect((await take(20)).granted).toBe(20)
    })

    it('are whole again after a long pause, swept or not', async () => {
      await take(20)
      clock += 60_000
      await store.sweep()
      expect((await take(20)).granted).toBe(20)
    })
  })
}
