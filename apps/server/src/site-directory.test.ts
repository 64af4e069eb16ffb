import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@lethe/catalogue'
import { type ControlStore, openSqliteControl } from '@lethe/store/control'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSiteDirectory, type SiteDirectory, watchSites } from './site-directory.ts'

let folder: string
let stores: ControlStore[]
let here: SiteDirectory
let there: SiteDirectory

/** What a deletion does to the store. */
const takeOut = (site_id: number) =>
  (stores[0] as ControlStore).deletions.begin({ site_id, scope: 'site', requested_at: 0, account_id: null })

/** Two nodes on one file, each with a connection and a memory of its own. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-directory-'))
  const open = () => openSqliteControl({ path: join(folder, 'control.sqlite'), now: () => 1_000, randomBytes })
  stores = [await open(), await open()]
  ;[here, there] = (await Promise.all(stores.map(openSiteDirectory))) as [SiteDirectory, SiteDirectory]
})
afterEach(async () => {
  for (const store of stores) await store.close()
  rmSync(folder, { recursive: true })
})

describe('a change on one node', () => {
  it('is known to the other as soon as it asks: made, changed, seen, deleted', async () => {
    const { key, id, client_key } = await here.create({ name: 'Shop' })
    expect(there.byKey(key)).toBeNull()
    await there.refresh()
    expect(there.byClientKey(client_key)?.name).toBe('Shop')
    // The clock stands still: no time of a change tells that there was another one.
    for (const name of ['First', 'Second']) {
      await here.change(key, { name })
      await there.refresh()
      expect(there.byKey(key)?.name).toBe(name)
    }
    await here.markFirstPageview(id, 7)
    await there.refresh()
    expect(there.byKey(key)?.first_pageview_at).toBe(7)
    await here.delete(here.byKey(key) as never, () => takeOut(id))
    await there.refresh()
    expect(there.list()).toEqual([])
    expect(there.byClientKey(client_key)).toBeNull()
  })

  it('takes nothing away from what the other has changed before', async () => {
    const { key } = await here.create({ name: 'Shop' })
    await there.refresh()
    await here.change(key, { sampling: 50, inbound_filters: { blocked_paths: ['/a'] } })
    await there.change(key, { name: 'Store', inbound_filters: { blocked_countries: ['AQ'] } })
    await here.refresh()
    expect(here.byKey(key)).toEqual(there.byKey(key))
    expect(here.byKey(key)).toMatchObject({
      name: 'Store',
      sampling: 50,
      inbound_filters: { blocked_paths: ['/a'], blocked_countries: ['AQ'] },
    })
  })

  it('arrives by itself', async () => {
    const watch = watchSites(there, () => undefined, 20)
    const { key } = await here.create({ name: 'Shop' })
    await expect.poll(() => there.byKey(key)?.name).toBe('Shop')
    await watch.close()
  })
})

it('keeps the objects of a site while nothing changes, so that nothing is compiled again', async () => {
  const { key } = await here.create({ name: 'Shop' })
  await here.refresh()
  const before = here.byKey(key)
  await here.refresh()
  expect(here.byKey(key)).toBe(before)
})

it('does not go back to what was read before a change of its own', async () => {
  const [store] = stores as [ControlStore]
  let held = Promise.resolve()
  let reads = 0
  const list = async () => {
    const rows = await store.sites.list()
    reads++
    await held
    return rows
  }
  const slow = await openSiteDirectory({ sites: { ...store.sites, list } })
  const { key } = await slow.create({ name: 'Before' })
  let release: () => void = () => undefined
  held = new Promise((resolve) => {
    release = resolve
  })
  const refreshed = slow.refresh()
  await expect.poll(() => reads).toBe(2)
  await slow.change(key, { name: 'After' })
  release()
  await refreshed
  expect(slow.byKey(key)?.name).toBe('After')
})

it('takes nothing for a site that is being deleted, though the store still has it', async () => {
  const site = await here.create({ name: 'Shop' })
  await here.delete(site, async () => {
    await there.refresh()
    await there.change(site.key, { name: 'Renamed' })
    await here.refresh()
    expect([here.byKey(site.key), here.byClientKey(site.client_key)]).toEqual([null, null])
    await takeOut(site.id)
  })
  await here.refresh()
  expect(here.byKey(site.key)).toBeNull()
})

it('has a site again that could not be deleted', async () => {
  const site = await here.create({ name: 'Shop' })
  await expect(here.delete(site, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect([here.byKey(site.key), here.byClientKey(site.client_key)]).toEqual([site, site])
})

it('tells once that the store is away, keeps what it knows, and tells again after it was back', async () => {
  const { key } = await here.create({ name: 'Shop' })
  const reports: unknown[] = []
  let isAway = true
  let asked = 0
  const refresh = async () => {
    asked++
    if (isAway) throw new AppError('store_unavailable', 'away')
  }
  const watch = watchSites({ refresh }, (error) => reports.push(error), 5)
  await expect.poll(() => asked).toBeGreaterThan(3)
  expect(reports).toHaveLength(1)
  isAway = false
  const then = asked
  await expect.poll(() => asked).toBeGreaterThan(then + 1)
  isAway = true
  await expect.poll(() => reports.length).toBe(2)
  await watch.close()
  expect(here.byKey(key)?.name).toBe('Shop')
})
