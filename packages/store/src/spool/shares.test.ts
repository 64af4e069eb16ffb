import { describe, expect, it } from 'vitest'
import { openShares } from './shares.ts'

const MINUTE = 60_000
const [FLOODED, CALM, RARE] = [1, 2, 3]

/** A store of a hundred bytes, and who has what in it. */
function setUp() {
  let at = 0
  const waiting = new Map<number, number>()
  const shares = openShares(() => at)
  const sum = () => [...waiting.values()].reduce((all, each) => all + each, 0)
  const take = (siteId: number) => {
    const is = sum() < 100 && shares.take(siteId, 1, () => ({ waiting: sum(), left: 100 - sum() }))
    if (is) waiting.set(siteId, (waiting.get(siteId) ?? 0) + 1)
    return is
  }
  return {
    take,
    /** How many of so many it got. */
    takeAll: (siteId: number, times: number) =>
      Array.from({ length: times }, () => take(siteId)).filter(Boolean).length,
    advance: (ms: number) => (at += ms),
    flush: () => waiting.clear(),
  }
}

describe('openShares', () => {
  it('gives one site alone all there is', () => {
    const { takeAll } = setUp()
    expect(takeAll(FLOODED, 200)).toBe(100)
  })

  it('leaves half of what is left to others, once half is full', () => {
    const { takeAll } = setUp()
    expect(takeAll(CALM, 1)).toBe(1)
    // 50 while there is plenty, 25 of the 49 that are left then.
    expect(takeAll(FLOODED, 200)).toBe(50 + 24)
    expect(takeAll(CALM, 5)).toBe(5)
    expect(takeAll(RARE, 3)).toBe(3)
    expect(takeAll(FLOODED, 10)).toBe(0)
  })

  it('divides scarce room evenly among sites that all want it', () => {
    const { takeAll, take } = setUp()
    takeAll(CALM, 51)
    const got = [0, 0]
    for (let round = 0; round < 100; round++) {
      if (take(FLOODED)) got[0] = (got[0] ?? 0) + 1
      if (take(RARE)) got[1] = (got[1] ?? 0) + 1
    }
    expect(got).toEqual([16, 16])
  })

  it('forgets who took what when there is plenty again', () => {
    const { takeAll, take, flush } = setUp()
    takeAll(CALM, 1)
    takeAll(FLOODED, 200)
    expect(take(FLOODED)).toBe(false)
    flush()
    takeAll(CALM, 1)
    expect(takeAll(FLOODED, 200)).toBe(50 + 24)
  })

  it('forgets who has not sent for ten minutes', () => {
    const { takeAll, advance } = setUp()
    takeAll(CALM, 1)
    takeAll(FLOODED, 200)
    advance(10 * MINUTE - 1)
    expect(takeAll(FLOODED, 200)).toBe(0)
    advance(1)
    expect(takeAll(FLOODED, 200)).toBe(100 - 75)
  })
})
