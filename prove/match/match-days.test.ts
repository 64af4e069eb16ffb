import { createHash, randomUUID } from 'node:crypto'
import { seededRandom } from '@lethe/testkit'
import { describe, expect, it } from 'vitest'
import { byNearestId, countCorrect, matchersWithin, poissonBand, type StoredSession } from './match-days.ts'

const VISITORS = 500
const shuffled = (seed: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: VISITORS }, (_, at) => ({ at, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ at }) => at)
}
const day = (visitors: readonly number[], session_id: (visitor: number) => string): StoredSession[] =>
  visitors.map((visitor, rank) => ({ session_id: session_id(visitor), rank, dimensions: `${visitor % 7}` }))
const hashed = (visitor: number) => createHash('sha256').update(`${visitor}`).digest('hex').slice(0, 32)

describe('the matchers', () => {
  const [first, second] = [shuffled(1), shuffled(2)]
  const correctOf = (name: string, sameOrder = false, id: (visitor: number) => string = () => randomUUID()) => {
    const others = sameOrder ? first : second
    const match = name === 'nearest' ? byNearestId : matchersWithin(() => '')[name]
    if (!match) throw new Error(`no matcher ${name}`)
    return countCorrect(match(day(first, id), day(others, id)), first, others)
  }

  it.each(['ids, sorted', 'ids, sorted from their ends', 'nearest'])(
    'link everybody by ids that are hashes: %s',
    (name) => {
      expect(correctOf(name, false, hashed)).toBe(VISITORS)
      expect(correctOf(name)).toBeLessThan(20)
    },
  )

  it('link everybody by an id that differs in one bit', () => {
    let flip = 0
    const nearly = (visitor: number) => {
      const hex = hashed(visitor)
      return flip++ < VISITORS ? hex : `${hex.slice(0, 31)}${(Number.parseInt(hex.slice(31), 16) ^ 1).toString(16)}`
    }
    expect(correctOf('nearest', false, nearly)).toBe(VISITORS)
  })

  it('link everybody by row order when the order is a habit', () => {
    expect(correctOf('row order', true)).toBe(VISITORS)
    expect(correctOf('row order')).toBeLessThan(20)
  })

  it('link everybody by ids that count up along with the visitors', () => {
    const counted = (visitor: number) => String(visitor).padStart(32, '0')
    expect(correctOf('ids, sorted', false, counted)).toBe(VISITORS)
  })

  it('pair within equal dimensions only, when told to', () => {
    const others = day(second, () => randomUUID())
    const ours = day(first, () => randomUUID())
    const match = matchersWithin(({ dimensions }) => dimensions)['row order']
    for (const [at, other] of (match?.(ours, others) ?? []).entries())
      expect(others[other]?.dimensions).toBe(ours[at]?.dimensions)
  })
})

describe('the band of chance', () => {
  it('is that of a Poisson distribution', () => {
    expect(poissonBand(1, 0.05)).toEqual({ low: 0, high: 3 })
    expect(poissonBand(100, 0.05)).toEqual({ low: 81, high: 120 })
    const { low, high } = poissonBand(3_000, 0.05)
    expect([low, high].map((bound) => Math.round((bound - 3_000) / Math.sqrt(3_000) / 0.1) / 10)).toEqual([-2, 2])
  })
})
