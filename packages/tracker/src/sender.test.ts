import { expect, it } from 'vitest'
import type { Item } from './item.ts'
import { openSender } from './sender.ts'

const page = { id: 'p', url: 'https://s.example/', referrer: '', navigation_type: 'navigate' }
const item = (id: string): Item => ({ id, page, type: 'event', at: 0, fields: {} })

/** A sender on a hand-turned clock; `answers` are the statuses of the next posts, an error rejects. */
function bench(answers: (number | Error)[]) {
  const posts: string[][] = []
  const timers: { ms: number; run: () => void }[] = []
  const sender = openSender({
    envelope: () => ({ client_key: 'k', context: {} }),
    post: (body) => {
      posts.push(JSON.parse(body).items.map(({ id }: { id: string }) => id))
      const answer = answers.shift() ?? 202
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    now: () => 0,
    after: (ms, run) => timers.push({ ms, run }),
  })
  const tick = async (): Promise<number | undefined> => {
    const timer = timers.shift()
    timer?.run()
    await new Promise((resolve) => setImmediate(resolve))
    return timer?.ms
  }
  return { sender, posts, timers, tick }
}

it('sends items that come together in one beacon', async () => {
  const { sender, posts, tick } = bench([])
  sender.add(item('a'))
  sender.add(item('b'))
  expect(await tick()).toBe(1000)
  expect(posts).toEqual([['a', 'b']])
})

it('sends again after longer and longer, with the same ids, and gives up', async () => {
  const { sender, posts, tick } = bench([503, new TypeError('offline'), 429, 500, 503, 503])
  sender.add(item('a'))
  const delays = [await tick(), await tick(), await tick(), await tick(), await tick()]
  expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000])
  expect(posts).toEqual([['a'], ['a'], ['a'], ['a'], ['a']])
  expect(await tick()).toBeUndefined()
})

it.each([200, 202, 400, 413, 415])('is done with an answer of %i', async (status) => {
  const { sender, posts, tick, timers } = bench([status])
  sender.add(item('a'))
  await tick()
  expect(posts).toHaveLength(1)
  expect(timers).toEqual([])
})

it('forgets what waits and what is on its way when it is cleared', async () => {
  const { sender, posts, tick } = bench([503])
  sender.add(item('a'))
  sender.flush()
  sender.add(item('b'))
  sender.clear()
  await tick()
  await tick()
  expect(posts).toEqual([['a']])
})

it('keeps a bounded number of items', async () => {
  const { sender, posts, tick } = bench([])
  for (let at = 0; at < 500; at++) sender.add(item(`i${at}`))
  await tick()
  expect(posts.flat()).toHaveLength(200)
})
