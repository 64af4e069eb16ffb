import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeSpool, entryOf, pathsOf } from './contract.ts'
import { type FileSpoolOptions, openFileSpool } from './file-spool.ts'

const root = mkdtempSync(join(tmpdir(), 'lethe-spool-'))
let folders = 0
const newFolder = () => join(root, String(++folders))
afterAll(() => rmSync(root, { recursive: true }))

describeSpool('openFileSpool', (options) => openFileSpool({ ...options, path: newFolder() }))

function openerOf(changes: Partial<FileSpoolOptions> = {}) {
  const path = newFolder()
  const clock = { now: Date.now(), elapsed: 3_600_000 }
  let id = 0n
  const open = () =>
    openFileSpool({
      path,
      max_bytes: 1024 ** 2,
      now: () => clock.now,
      elapsed: () => clock.elapsed,
      randomBytes,
      nextBatchId: () => ++id,
      ...changes,
    })
  return { path, clock, open }
}

describe('what is found again', () => {
  it('is everything that was acknowledged, in batches of the same ids, and the items of the last quarter of an hour', async () => {
    const { path, clock, open } = openerOf()
    const before = await open()
    await before.append(entryOf(['/a']))
    await before.seal()
    await before.done(1n)
    await before.append(entryOf(['/bb']))
    await before.seal()
    await before.refuse(2n)
    await before.append(entryOf(['/ccc', '/dddd']))
    const { key } = before
    await before.close()

    const after = await open()
    expect(pathsOf(await after.next())).toEqual(['/ccc', '/dddd'])
    expect(after.depth()).toMatchObject({ row_count: 2, refused: [{ id: '2', row_count: 1 }] })
    expect(after.recent.flatMap(({ items }) => [...items].map(([length]) => length)).sort()).toEqual([2, 3, 4, 5])
    expect(Buffer.from(after.key).equals(key)).toBe(true)
    await after.append(entryOf(['/e']))
    await after.seal()
    await after.done((await after.next())?.id ?? 0n)
    expect((await after.next())?.id).toBe(4n)
    await after.close()

    clock.elapsed += 15 * 60_000
    const late = await open()
    expect(late.recent.flatMap(({ items }) => [...items].map(([length]) => length)).sort()).toEqual([2, 3])
    await late.done(4n)
    expect(readdirSync(path).filter((name) => name.endsWith('.items'))).toHaveLength(1)
    await late.close()
  })

  it('is items for a quarter of an hour after the machine was started anew, however wrong its clock is', async () => {
    const { clock, open } = openerOf()
    const before = await open()
    await before.append(entryOf(['/a']))
    await before.seal()
    await before.done(1n)
    await before.close()
    const counts: number[] = []
    for (const minutes of [1, 14, 15]) {
      clock.elapsed = minutes * 60_000
      clock.now -= 86_400_000
      const after = await open()
      counts.push(after.recent.length)
      await after.close()
    }
    expect(counts).toEqual([1, 1, 0])
  })

  it('does not hold the record that was being written when the power went', async () => {
    const { path, open } = openerOf()
    const before = await open()
    await before.append(entryOf(['/a']))
    await before.close()
    const [name = ''] = readdirSync(path).filter((each) => each.endsWith('.rows'))
    appendFileSync(join(path, name), readFileSync(join(path, name)).subarray(0, 60))
    const after = await open()
    expect(pathsOf(await after.next())).toEqual(['/a'])
    await after.close()
  })

  it('is doubted after the machine was started anew', async () => {
    const { path, open } = openerOf()
    const before = await open()
    await before.append(entryOf(['/a']))
    await before.close()
    const same = await open()
    expect(await same.next()).toMatchObject({ is_retry: true, is_doubtful: false })
    await same.close()
    writeFileSync(join(path, 'boot'), 'another\n')
    // The process may end again before the batch is stored.
    for (const _ of [1, 2]) {
      const after = await open()
      expect((await after.next())?.is_doubtful).toBe(true)
      await after.close()
    }
    const last = await open()
    await last.done(1n)
    await last.append(entryOf(['/b']))
    await last.close()
    const fresh = await open()
    expect((await fresh.next())?.is_doubtful).toBe(false)
    await fresh.close()
  })

  it('is nothing of what was being written in place of a file', async () => {
    const { path, open } = openerOf()
    await (await open()).close()
    writeFileSync(join(path, '000000000001-0000000000000001.rows.draft'), '{"path":"/secret"}')
    const after = await open()
    expect(readdirSync(path).filter((name) => name.endsWith('.draft'))).toEqual([])
    await after.close()
  })

  it('has another key when nothing is left that was made with the old one', async () => {
    const { open } = openerOf()
    const before = await open()
    await before.close()
    const after = await open()
    expect(Buffer.from(after.key).equals(before.key)).toBe(false)
    await after.close()
  })
})

describe('room', () => {
  it('that is scarce is shared out among sites that send, whatever was refused for good', async () => {
    const { open } = openerOf({ max_bytes: 100 * 1_024 })
    const spool = await open()
    await spool.append(entryOf(['/refused']))
    await spool.seal()
    await spool.refuse(1n)
    const take = (siteId: number, times: number) =>
      Array.from({ length: times }, () => spool.reserve(1, siteId)).filter(Boolean).length
    expect(take(2, 1)).toBe(1)
    const flooded = take(1, 200)
    expect(flooded).toBeGreaterThan(70)
    expect(flooded).toBeLessThan(76)
    expect(take(2, 10)).toBe(10)
    expect(take(1, 1)).toBe(0)
    spool.release(flooded + 11)
    expect(take(1, 40)).toBe(40)
    await spool.close()
  })

  it('is all there for one site alone', async () => {
    const { open } = openerOf({ max_bytes: 100 * 1_024 })
    const spool = await open()
    expect(Array.from({ length: 200 }, () => spool.reserve(1, 1)).filter(Boolean)).toHaveLength(100)
    await spool.close()
  })
})

describe('the disk', () => {
  it('holds no byte of a row once it is stored, nor of a site that was erased', async () => {
    const { path, open } = openerOf()
    const spool = await open()
    await spool.append(entryOf(['/secret-of-two', '/other'], 2))
    await spool.append(entryOf(['/kept'], 1))
    await spool.eraseSite(2)
    const all = () => readdirSync(path).map((name) => readFileSync(join(path, name), 'latin1'))
    expect(all().join('')).toContain('/kept')
    expect(all().join('')).not.toContain('/secret-of-two')
    await spool.done((await spool.next())?.id ?? 0n)
    expect(all().join('')).not.toContain('/kept')
    await spool.close()
  })

  it('holds items no longer than a quarter of an hour, though no more batches come', async () => {
    const { path, clock, open } = openerOf()
    const spool = await open()
    await spool.append(entryOf(['/a']))
    await spool.seal()
    await spool.done(1n)
    const count = () => readdirSync(path).filter((name) => name.endsWith('.items')).length
    expect(count()).toBe(1)
    clock.elapsed += 15 * 60_000
    await spool.next()
    expect(count()).toBe(0)
    await spool.close()
  })

  it('holds nothing of a refused batch that was given up or tried again while a site is erased', async () => {
    const { path, open } = openerOf()
    const spool = await open()
    for (const each of ['/one', '/two']) {
      await spool.append({ rows: [...entryOf([each], 2).rows, ...entryOf(['/kept']).rows], items: [] })
      await spool.seal()
      await spool.refuse((await spool.next())?.id ?? 0n)
    }
    const erased = spool.eraseSite(2)
    expect(await Promise.all([spool.discard(1n), spool.retry(2n)])).toEqual([true, true])
    await erased
    expect(pathsOf(await spool.next())).toEqual(['/kept'])
    expect(readdirSync(path).filter((name) => /\.(rows|refused)$/.test(name))).toHaveLength(1)
    await spool.close()
  })

  it('that fails while a file is replaced keeps no draft of it', async () => {
    const { path, clock, open } = openerOf()
    const spool = await open()
    await spool.append(entryOf(['/a']))
    await spool.seal()
    // A folder of that name cannot be replaced by a file.
    mkdirSync(join(path, `${String(clock.elapsed).padStart(13, '0')}-000000000001.items`))
    await expect(spool.done(1n)).rejects.toThrow()
    expect(readdirSync(path).filter((name) => name.endsWith('.draft'))).toEqual([])
    expect(pathsOf(await spool.next())).toEqual(['/a'])
    await spool.close()
  })

  it('that has too little room left takes nothing', async () => {
    const { open } = openerOf({ min_free_bytes: Number.MAX_SAFE_INTEGER })
    const spool = await open()
    expect([spool.reserve(1, 1), spool.depth().is_open]).toEqual([false, false])
    await spool.close()
  })

  it('that refuses a write fails what was to be written, takes nothing for a second, and then goes on', async () => {
    const { path, clock, open } = openerOf()
    const spool = await open()
    await spool.append(entryOf(['/a']))
    await spool.seal()
    // The next file cannot be made where the folder is gone.
    rmSync(path, { recursive: true })
    await expect(spool.append(entryOf(['/lost']))).rejects.toMatchObject({ code: 'overloaded' })
    expect(spool.reserve(1, 1)).toBe(false)
    clock.elapsed += 1_000
    expect(spool.reserve(1, 1)).toBe(true)
    await spool.close()
  })

  it('belongs to one process at a time', async () => {
    const { path, open } = openerOf()
    const spool = await open()
    await expect(open()).rejects.toMatchObject({ code: 'conflict' })
    expect(existsSync(join(path, 'key'))).toBe(true)
    await spool.close()
    await (await open()).close()
  })
})
