import { randomBytes } from 'node:crypto'
import { seededRandom } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { openPathCounts } from './path-counts.ts'

const DAY = 24 * 3_600_000

function setUp(caps: { maxOfSite?: number; maxOfAll?: number } = {}) {
  const clock = { now: 0 }
  const counts = openPathCounts({ now: () => clock.now, randomBytes, ...caps })
  const take = (site_id: number, prefix: string, value: string) => counts.take({ site_id, prefix }, value, 100)
  const countAt = (site_id: number, prefix: string) => counts.countAt({ site_id, prefix })
  return { clock, counts, take, countAt }
}

describe('openPathCounts', () => {
  it('knows so many values of a position, each once, and no more', () => {
    const { counts } = setUp()
    const position = { site_id: 1, prefix: '/users' }
    for (const value of ['a', 'b', 'a']) expect(counts.take(position, value, 2)).toBe(true)
    expect([counts.hasRoom(position, 'c', 2), counts.hasRoom(position, 'a', 2)]).toEqual([false, true])
    expect([counts.take(position, 'c', 2), counts.take(position, 'b', 2)]).toEqual([false, true])
    expect([counts.countAt(position), counts.size]).toEqual([2, 3])
    counts.forget(position)
    expect([counts.countAt(position), counts.size]).toEqual([0, 0])
  })

  it('keeps sites and positions apart', () => {
    const { take, countAt, counts } = setUp()
    take(1, '/a', 'x')
    take(1, '/b', 'x')
    take(2, '/a', 'x')
    expect([countAt(1, '/a'), countAt(1, '/b'), countAt(2, '/a'), countAt(2, '/b')]).toEqual([1, 1, 1, 0])
    counts.forgetSite(1)
    expect([countAt(1, '/a'), countAt(2, '/a'), counts.size]).toEqual([0, 1, 2])
  })

  it('stays within its caps under a flood of random paths, and the flood costs no other site anything', () => {
    const { take, countAt, counts } = setUp({ maxOfSite: 1_000, maxOfAll: 1_500 })
    const random = seededRandom(1)
    for (let at = 0; at < 400; at++) take(2, `/quiet${at % 5}`, `v${at}`)
    for (let at = 0; at < 20_000; at++) {
      take(1, `/p${random.below(1_000_000)}`, `v${random.below(1_000_000)}`)
      if (at % 3 === 0) take(3, `/p${random.below(1_000_000)}`, 'v')
      expect(counts.size).toBeLessThanOrEqual(1_500)
    }
    expect([0, 1, 2, 3, 4].map((at) => countAt(2, `/quiet${at}`))).toEqual([80, 80, 80, 80, 80])
  })

  it('forgets first what was seen longest ago', () => {
    const { take, countAt } = setUp({ maxOfSite: 6 })
    take(1, '/old', 'x')
    take(1, '/used', 'x')
    take(1, '/new', 'x')
    take(1, '/old', 'x')
    take(1, '/newer', 'x')
    expect(['/old', '/used', '/new', '/newer'].map((prefix) => countAt(1, prefix))).toEqual([1, 0, 1, 1])
  })

  it('forgets what nobody has come to for a week', () => {
    const { clock, take, countAt, counts } = setUp()
    take(1, '/old', 'x')
    take(1, '/used', 'x')
    clock.now = 5 * DAY
    take(1, '/used', 'y')
    clock.now = 8 * DAY
    counts.sweep()
    expect([countAt(1, '/old'), countAt(1, '/used'), counts.size]).toEqual([0, 2, 3])
  })

  it('holds no value: what is handed over cannot be searched for one', () => {
    const { take, counts } = setUp()
    take(1, '/customers', 'margaret-hamilton')
    const parts: Uint8Array[] = []
    counts.image(parts)
    const bytes = Buffer.concat(parts)
    expect(bytes.length).toBeGreaterThan(32)
    for (const text of ['margaret', 'customers']) {
      expect(bytes.includes(text)).toBe(false)
      expect(bytes.includes(Buffer.from(text, 'utf16le'))).toBe(false)
    }
  })
})
