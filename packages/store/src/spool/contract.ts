import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventRow } from '../events/contract.ts'
import type { ItemHash, Spool, SpoolBatch, SpoolEntry } from './port.ts'

export interface SpoolSetUp {
  readonly max_bytes: number
  readonly max_rows: number
  readonly now: () => number
  readonly elapsed: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly nextBatchId: () => bigint
}

/** An entry of rows with these paths; each with an item. */
export const entryOf = (paths: readonly string[], siteId = 1): SpoolEntry => ({
  rows: paths.map((path) => eventRow({ path, site_id: siteId })),
  items: paths.map((path, at): ItemHash => [path.length, at]),
})

export const pathsOf = (batch: SpoolBatch | null): string[] =>
  (batch?.lines ?? []).map((line) => (JSON.parse(line) as { path: string }).path)

/** What every spool must do. For tests only. */
export function describeSpool(name: string, open: (options: SpoolSetUp) => Promise<Spool>): void {
  let id = 0n
  let clock = 1_000_000
  const setUp = (changes: Partial<SpoolSetUp> = {}) =>
    open({
      max_bytes: 10 * 1024 ** 2,
      max_rows: 3,
      now: () => clock,
      elapsed: () => clock,
      randomBytes,
      nextBatchId: () => ++id,
      ...changes,
    })

  describe(name, () => {
    beforeEach(() => {
      id = 0n
      clock = 1_000_000
    })
    it('gives rows back in batches, oldest first, each until it is done', () => describeOrder(setUp))
    it('never changes a batch that was given out', async () => {
      const spool = await setUp()
      await spool.append(entryOf(['/a']))
      await spool.seal()
      const first = await spool.next()
      await spool.append(entryOf(['/b']))
      expect(await spool.next()).toEqual(first)
      await spool.close()
    })
    it('tells what waits, and since when', async () => {
      const spool = await setUp()
      expect(spool.depth()).toMatchObject({ row_count: 0, oldest_at: null, is_open: true, refused: [] })
      await spool.append(entryOf(['/a']))
      clock += 5_000
      await spool.append(entryOf(['/b', '/c', '/d']))
      await spool.append(entryOf(['/e']))
      expect(spool.depth()).toMatchObject({ row_count: 5, oldest_at: 1_000_000 })
      await spool.done((await spool.next())?.id ?? 0n)
      expect(spool.depth()).toMatchObject({ row_count: 1, oldest_at: 1_005_000 })
      await spool.close()
    })
    it('keeps room that was reserved, and has none beyond its bytes', async () => {
      const spool = await setUp({ max_bytes: 10 * 1_024 })
      expect([spool.reserve(6, 1), spool.reserve(6, 1), spool.reserve(4, 1), spool.reserve(1, 1)]).toEqual([
        true,
        false,
        true,
        false,
      ])
      expect(spool.depth().is_open).toBe(false)
      spool.release(6)
      expect(spool.reserve(6, 1)).toBe(true)
      await spool.close()
      expect(spool.reserve(0, 1)).toBe(false)
    })
    it('sets a refused batch aside, whole, and puts it back under its id', () => describeRefusing(setUp))
    it('deletes a refused batch, and no other', async () => {
      const spool = await setUp()
      await spool.append(entryOf(['/a', '/b', '/c']))
      await spool.append(entryOf(['/d', '/e', '/f']))
      expect(await spool.discard(1n)).toBe(false)
      await spool.refuse(1n)
      expect([await spool.discard(1n), await spool.discard(1n), await spool.retry(1n)]).toEqual([true, false, false])
      expect(spool.depth()).toMatchObject({ row_count: 3, refused: [] })
      await spool.close()
    })
    it('takes the rows of a site out of everything', () => describeErasing(setUp))
    it('has a key of its own', async () => {
      const [one, other] = [await setUp(), await setUp()]
      expect(one.key).toHaveLength(32)
      expect(Buffer.from(one.key).equals(other.key)).toBe(false)
      await Promise.all([one.close(), other.close()])
    })
  })
}

async function describeOrder(setUp: () => Promise<Spool>): Promise<void> {
  const spool = await setUp()
  expect(await spool.next()).toBeNull()
  await spool.append(entryOf(['/a', '/b']))
  expect(await spool.next()).toBeNull()
  await spool.append(entryOf(['/c']))
  await spool.append(entryOf(['/d']))
  await spool.seal()
  const first = await spool.next()
  expect([first?.id, pathsOf(first), first?.is_doubtful]).toEqual([1n, ['/a', '/b', '/c'], false])
  expect(await spool.next()).toEqual(first)
  await spool.done(1n)
  const second = await spool.next()
  expect([second?.id, pathsOf(second)]).toEqual([2n, ['/d']])
  await spool.done(2n)
  await spool.done(2n)
  expect(await spool.next()).toBeNull()
  await spool.close()
}

async function describeRefusing(setUp: () => Promise<Spool>): Promise<void> {
  const spool = await setUp()
  await spool.append(entryOf(['/a', '/b', '/c']))
  await spool.append(entryOf(['/d']))
  await spool.refuse(1n)
  expect(spool.depth()).toMatchObject({ row_count: 1, refused: [{ id: '1', row_count: 3 }] })
  await spool.seal()
  expect(pathsOf(await spool.next())).toEqual(['/d'])
  expect([await spool.retry(7n), await spool.retry(1n)]).toEqual([false, true])
  await spool.done(2n)
  const again = await spool.next()
  expect([again?.id, pathsOf(again)]).toEqual([1n, ['/a', '/b', '/c']])
  expect(spool.depth().refused).toEqual([])
  await spool.close()
}

async function describeErasing(setUp: () => Promise<Spool>): Promise<void> {
  const spool = await setUp()
  await spool.append(entryOf(['/a', '/b'], 1))
  await spool.append(entryOf(['/secret', '/c'], 2))
  await spool.append(entryOf(['/d'], 1))
  await spool.refuse(1n)
  await spool.eraseSite(2)
  expect(pathsOf(await spool.next())).toEqual(['/d'])
  await spool.done((await spool.next())?.id ?? 0n)
  await spool.retry(1n)
  expect(pathsOf(await spool.next())).toEqual(['/a', '/b'])
  expect(spool.depth().row_count).toBe(2)
  await spool.close()
}
