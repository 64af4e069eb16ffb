import { expect, it } from 'vitest'
import { openReadPool } from './read-pool.ts'

/** A read that ends when it is told to. */
function controlled() {
  let resolve: (value: string) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<string>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { read: () => promise, resolve, reject }
}

it('runs as many reads as there are connections, in order, and refuses what cannot even wait', async () => {
  const pool = openReadPool(['a', 'b'], 1)
  const first = controlled()
  const second = controlled()
  const used: string[] = []
  const running = [pool.run(first.read), pool.run(second.read)]
  const waiting = pool.run(async (connection) => used.push(connection))
  await expect(pool.run(async () => 'never')).rejects.toMatchObject({ code: 'overloaded' })
  expect(used).toEqual([])
  first.resolve('done')
  await waiting
  expect(used).toEqual(['b'])
  second.resolve('done')
  expect(await Promise.all(running)).toEqual(['done', 'done'])
})

it('gives the connection on after a failure', async () => {
  const pool = openReadPool(['a'], 1)
  const failing = controlled()
  const failed = pool.run(failing.read)
  const next = pool.run(async (connection) => connection)
  failing.reject(new Error('broken'))
  await expect(failed).rejects.toThrow('broken')
  expect(await next).toBe('a')
})
