import { describe, expect, it } from 'vitest'
import { seededRandom } from './seeded-random.ts'

const draw = (count: number, one: () => number) => Array.from({ length: count }, one)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('seededRandom', () => {
  it('repeats itself for a seed, and differs between seeds', () => {
    expect(draw(5, seededRandom(1).next)).toEqual(draw(5, seededRandom(1).next))
    expect(draw(5, seededRandom(1).next)).not.toEqual(draw(5, seededRandom(2).next))
  })

  it('is even on [0, 1)', () => {
    const values = draw(20_000, seededRandom(3).next)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(mean(values)).toBeCloseTo(0.5, 2)
  })

  it('picks by weight, and never what weighs nothing', () => {
    const random = seededRandom(4)
    const picked = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ['a', 3],
        ['never', 0],
        ['b', 1],
      ] as const),
    )
    expect(picked.filter((one) => one === 'a').length / 10_000).toBeCloseTo(0.75, 1)
    expect(picked).not.toContain('never')
  })

  it('has the median and spread of a log-normal', () => {
    const random = seededRandom(5)
    const logs = draw(20_000, () => Math.log(random.logNormal(200, 0.5)))
    expect(Math.exp(mean(logs))).toBeGreaterThan(195)
    expect(Math.exp(mean(logs))).toBeLessThan(205)
    expect(Math.sqrt(mean(logs.map((log) => (log - Math.log(200)) ** 2)))).toBeCloseTo(0.5, 1)
  })

  it('gives bytes', () => {
    const bytes = seededRandom(6).bytes(4_096)
    expect(bytes).toHaveLength(4_096)
    expect(new Set(bytes).size).toBe(256)
  })
})
