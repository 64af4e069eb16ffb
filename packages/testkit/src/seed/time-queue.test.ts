import { expect, it } from 'vitest'
import { seededRandom } from '../seeded-random.ts'
import { TimeQueue } from './time-queue.ts'

it('gives out by time, equal times in the order they came, and keeps what is not yet due', () => {
  const random = seededRandom(1)
  const queue = new TimeQueue<number>()
  const pushed = Array.from({ length: 500 }, (_, order) => ({ at: random.below(40), order }))
  for (const { at, order } of pushed) queue.push(at, order)
  const popped: { at: number; order: number }[] = []
  for (let due = queue.popBefore(30); due; due = queue.popBefore(30)) popped.push({ at: due.at, order: due.value })
  const expected = pushed.filter(({ at }) => at < 30).sort((a, b) => a.at - b.at || a.order - b.order)
  expect(popped).toEqual(expected)
  expect(queue.popBefore(41)?.at).toBeGreaterThanOrEqual(30)
})
