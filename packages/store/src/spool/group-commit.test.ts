import { expect, it } from 'vitest'
import { openGroupCommit } from './group-commit.ts'

/** Writes that end when the test says so. */
function setUp() {
  const written: (readonly number[])[] = []
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
  const commit = openGroupCommit<number>((entries) => {
    written.push([...entries])
    return new Promise((resolve, reject) => ends.push({ resolve, reject }))
  })
  return { written, ends, commit }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('writes together what comes while a write is under way, and acknowledges nothing before', async () => {
  const { commit, written, ends } = setUp()
  const acknowledged: number[] = []
  const append = (entry: number) => commit.append(entry).then(() => acknowledged.push(entry))
  void append(1)
  await turn()
  void append(2)
  void append(3)
  await turn()
  expect([written, acknowledged]).toEqual([[[1]], []])
  ends[0]?.resolve()
  await turn()
  expect([written, acknowledged]).toEqual([[[1], [2, 3]], [1]])
  ends[1]?.resolve()
  await turn()
  expect(acknowledged).toEqual([1, 2, 3])
})

it('fails everything of a group, and goes on', async () => {
  const { commit, ends } = setUp()
  const failed = Promise.allSettled([commit.append(1), commit.append(2)])
  await turn()
  ends[0]?.reject(new Error('planned'))
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = commit.append(3)
  await turn()
  ends[1]?.resolve()
  await expect(next).resolves.toBeUndefined()
})

it('does other work between writes', async () => {
  const { commit, ends } = setUp()
  const order: string[] = []
  void commit.append(1).then(() => order.push('written'))
  const other = commit.inTurn(async () => void order.push('other'))
  await turn()
  expect(order).toEqual([])
  ends[0]?.resolve()
  await other
  expect(order).toEqual(['written', 'other'])
})
