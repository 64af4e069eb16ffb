import { describe, expect, it } from 'vitest'
import { openFairTurns } from './fair-turns.ts'

/** Turns that come when they are told to, and what has begun so far. */
function setUp(limits: { perTurn?: number; maxWaiting?: number } = { perTurn: 2, maxWaiting: 8 }) {
  const expected: (() => void)[] = []
  const begun: string[] = []
  const turns = openFairTurns({ ...limits, soon: (next) => void expected.push(next) })
  const take = (siteId: number, name: string, itemCount = 1) =>
    turns.take(siteId, itemCount, async () => {
      begun.push(name)
      return name
    })
  return {
    begun,
    take,
    takeAll: (siteId: number, ...names: string[]) => names.map((name) => take(siteId, name)),
    /** How many turns were asked for. */
    turn: () => {
      const due = expected.splice(0)
      for (const next of due) next()
      return due.length
    },
  }
}

describe('openFairTurns', () => {
  it('begins at once while there is little, and asks for no turn when there is nothing', async () => {
    const { take, turn, begun } = setUp()
    expect(turn()).toBe(0)
    const first = take(1, 'a')
    expect(begun).toEqual(['a'])
    expect(await first).toBe('a')
    expect([turn(), turn()]).toEqual([1, 0])
    take(1, 'b')
    expect(begun).toEqual(['a', 'b'])
  })

  it('begins so many in a turn, those that came first of a site first, and each is answered', async () => {
    const { takeAll, turn, begun } = setUp()
    const answers = takeAll(1, 'a', 'b', 'c', 'd', 'e')
    expect(begun).toEqual(['a', 'b'])
    turn()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    turn()
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('gives each site its turn, however long the line of another is', () => {
    const { takeAll, take, turn, begun } = setUp({ perTurn: 2, maxWaiting: 100 })
    takeAll(1, ...Array.from({ length: 20 }, (_, at) => `flood ${at}`))
    takeAll(2, 'calm 0', 'calm 1')
    take(3, 'rare')
    turn()
    turn()
    turn()
    expect(begun.slice(2)).toEqual(['flood 2', 'calm 0', 'rare', 'flood 3', 'calm 1', 'flood 4'])
    take(3, 'rare again')
    turn()
    expect(begun.slice(8)).toEqual(['flood 5', 'rare again'])
  })

  it('counts the items of a beacon, at least one, and divides none', () => {
    const { take, turn, begun } = setUp({ perTurn: 10, maxWaiting: 100 })
    take(1, 'a', 9)
    take(1, 'b', 50)
    take(1, 'c', 50)
    take(2, 'd', 0)
    take(2, 'e', 50)
    take(2, 'f', 1)
    expect(begun).toEqual(['a', 'b'])
    turn()
    expect(begun).toEqual(['a', 'b', 'c'])
    turn()
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
    turn()
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('lets nothing overtake what waits', () => {
    const { takeAll, take, turn, begun } = setUp()
    takeAll(1, 'a', 'b', 'c')
    turn()
    expect(begun).toEqual(['a', 'b', 'c'])
    take(1, 'd')
    take(1, 'e')
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lets a site wait with no more than is left to the others', () => {
    const { takeAll } = setUp()
    const taken = (answers: readonly unknown[]) => answers.filter((answer) => answer !== null).length
    expect(taken(takeAll(1, ...'abcdefghijkl'))).toBe(2 + 4)
    expect(taken(takeAll(2, ...'abcdefghijkl'))).toBe(2)
    expect(taken(takeAll(3, ...'abcdefghijkl'))).toBe(1)
    expect(taken(takeAll(1, 'm'))).toBe(0)
  })

  it('takes a site again once its line has become shorter', async () => {
    const { takeAll, take, turn, begun } = setUp()
    takeAll(1, ...'abcdef')
    expect(take(1, 'refused')).toBeNull()
    turn()
    expect(await Promise.race([take(1, 'g'), Promise.resolve('waits')])).toBe('waits')
    for (let at = 0; at < 3; at++) turn()
    expect(begun.join('')).toBe('abcdefg')
  })

  it('passes on what goes wrong, and goes on', async () => {
    const expected: (() => void)[] = []
    const turns = openFairTurns({ perTurn: 1, soon: (next) => void expected.push(next) })
    const fails = () => Promise.reject(new Error('no'))
    const first = turns.take(1, 1, fails)
    const second = turns.take(1, 1, fails)
    const third = turns.take(1, 1, async () => 'done')
    await expect(first).rejects.toThrow('no')
    const answered = Promise.allSettled([second, third])
    while (expected.length > 0) expected.shift()?.()
    expect((await answered).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })
})
