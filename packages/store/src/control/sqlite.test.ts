import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeControlStore } from './contract.ts'
import type { ControlStore } from './port.ts'
import { openSqliteControl } from './sqlite.ts'

let folder: string
let seed = 0
const file = () => join(folder, 'inner', 'control.sqlite')

/** Every call another value, the same in every run. */
const countingBytes = (size: number) => Uint8Array.from({ length: size }, (_, at) => (seed++ * 37 + at) & 255)

const open = (clock = { now: 0 }): Promise<ControlStore> =>
  openSqliteControl({ path: file(), now: () => clock.now, randomBytes: countingBytes })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lethe-control-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describeControlStore('sqlite', { open, clean: async () => undefined })

it('finds everything again after a restart', async () => {
  const first = await open()
  const site = await first.sites.create({ name: 'Shop' })
  await first.close()
  const second = await open()
  expect(await second.sites.list()).toEqual([site])
  await second.close()
})

it('opens a file of the first version and keeps what is in it', async () => {
  const first = await open()
  const site = await first.sites.create({ name: 'Shop' })
  await first.close()
  const sqlite = new Database(file())
  for (const column of [
    'k_threshold',
    'privacy_notice',
    'changed_at',
    'scrub_settings',
    'inbound_filters',
    'learn_paths',
    'learn_paths_limit',
    'quota_items_per_day',
  ]) {
    sqlite.exec(`ALTER TABLE sites DROP COLUMN ${column}`)
  }
  sqlite.exec(
    "DROP TABLE annotations; DROP TABLE scrub_counts; DROP TABLE path_templates; DROP TABLE deletions; DELETE FROM kysely_migration WHERE name <> '0001-control'",
  )
  sqlite.close()
  const second = await open()
  expect(await second.sites.list()).toEqual([site])
  await second.annotations.add({ site_id: site.id, at: 0, kind: 'sessions_split' })
  expect(await second.annotations.list(site.id, { start: 0, end: 1, limit: 1 })).toHaveLength(1)
  await second.close()
})

it('is readable by its owner only, and leaves no log behind', async () => {
  const store = await open()
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(statSync(`${file()}-wal`).mode & 0o777).toBe(0o600)
  await store.close()
  expect(existsSync(`${file()}-wal`) ? statSync(`${file()}-wal`).size : 0).toBe(0)
})

it('leaves no byte of a site that was deleted, in the file, its log or its free pages', async () => {
  const store = await open()
  const bytes = () => [file(), `${file()}-wal`, `${file()}-shm`].map((each) => readFileSync(each, 'latin1')).join('\n')
  const sites = []
  for (let at = 0; at < 14; at++) sites.push(await store.sites.create({ name: `canary-7f3a ${'x'.repeat(900)}` }))
  const kept = await store.sites.create({ name: 'kept-51c0' })
  await store.outcomes.add([{ site_id: 1, hour: 0, outcome: 'filtered', reason: 'canary-9d21', count: 1 }])
  expect(bytes()).toContain('canary-7f3a')
  for (const { id } of sites) {
    await store.deletions.begin({ site_id: id, scope: 'site', requested_at: 5, account_id: null })
    await store.deletions.clear(id)
  }
  await Promise.all([store.purge(), store.sites.change(kept.key, { name: 'kept-51c0 on' })])
  await store.purge()
  for (const gone of ['canary-7f3a', 'canary-9d21', sites[0]?.client_key, sites[0]?.key])
    expect(bytes(), gone).not.toContain(gone)
  expect(bytes()).toContain('kept-51c0 on')
  expect(statSync(`${file()}-wal`).size).toBe(0)
  await store.close()
})

it('refuses a file that a newer version has written', async () => {
  await (await open()).close()
  const sqlite = new Database(file())
  sqlite.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-future', '2030')")
  sqlite.close()
  await expect(open()).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('newer version of Lethe (schema 9999-future)'),
  })
})

it('names a path that it cannot write, or cannot read as a database', async () => {
  writeFileSync(join(folder, 'inner'), 'a file, not a folder')
  await expect(open()).rejects.toMatchObject({ code: 'config_invalid', message: expect.stringContaining(file()) })
  rmSync(join(folder, 'inner'))
  await (await open()).close()
  writeFileSync(file(), 'not a database '.repeat(1_000))
  await expect(open()).rejects.toMatchObject({ code: 'store_unavailable' })
})
