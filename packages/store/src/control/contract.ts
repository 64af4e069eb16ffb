import { DEFAULT_INBOUND_FILTERS } from '@lethe/catalogue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ControlStore, OutcomeCount, ScrubCount, StoredAnnotation, StoredPathTemplate } from './port.ts'

export interface ControlHarness {
  /** An empty store, whose clock shows `clock.now` and whose random bytes count up. */
  open(clock: { now: number }): Promise<ControlStore>
  /** Frees what `open` took. */
  clean(): Promise<void>
}

const START = Date.UTC(2026, 0, 5, 12)
const HOUR = 3_600_000

/** What every control store must do. For tests only. */
export function describeControlStore(name: string, harness: ControlHarness): void {
  describe(name, () => {
    const clock = { now: START }
    let store: ControlStore
    beforeEach(async () => {
      clock.now = START
      store = await harness.open(clock)
    })
    afterEach(async () => {
      await store.close()
      await harness.clean()
    })

    describe('sites', () => describeSites(() => store, clock))
    describe('accounts and logins', () => describeAccess(() => store, clock))
    describe('annotations', () => describeAnnotations(() => store))
    describe('path templates', () => describePathTemplates(() => store))
    describe('deletions', () => describeDeletions(() => store))
    describe('the rest', () => describeRest(() => store))
  })
}

function describeSites(store: () => ControlStore, clock: { now: number }): void {
  it('keeps inbound filters that a change leaves out', async () => {
    const { key } = await store().sites.create({ name: 'Shop', inbound_filters: { blocked_paths: ['/a'] } })
    await store().sites.change(key, { inbound_filters: { blocked_countries: ['AQ'] } })
    const expected = { ...DEFAULT_INBOUND_FILTERS, blocked_paths: ['/a'], blocked_countries: ['AQ'] }
    expect((await store().sites.get(key))?.inbound_filters).toEqual(expected)
  })

  it('counts every change of a site, and nothing else', async () => {
    const revisions = [await store().sites.revision()]
    const note = async () => void revisions.push(await store().sites.revision())
    const { key, id } = await store().sites.create({ name: 'Shop' })
    await note()
    await store().sites.change(key, { sampling: 50 })
    await note()
    await store().sites.markFirstPageview(id, START)
    await note()
    await store().sites.list()
    await store().meta.set('a', 'b')
    await note()
    await store().deletions.begin({ site_id: id, scope: 'site', requested_at: START, account_id: null })
    await note()
    expect(revisions).toEqual([0, 1, 2, 3, 3, 4])
  })

  it('creates a site with defaults, found by both keys', async () => {
    const site = await store().sites.create({ name: 'Shop' })
    expect(site).toEqual({
      id: 1,
      key: expect.stringMatching(/^[a-z2-7]{10}$/),
      client_key: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Shop',
      timezone: 'UTC',
      webvitals_enabled: true,
      errors_enabled: true,
      sampling: 100,
      filter_bots: true,
      filter_localhost: false,
      honor_gpc: true,
      honor_dnt: false,
      query_params: [],
      include_fragment: false,
      retention_days: 365,
      k_threshold: 0,
      scrub_settings: { drop_keys: [], keep_keys: [], keep_paths: [], patterns: [], replacement: 'placeholder' },
      inbound_filters: DEFAULT_INBOUND_FILTERS,
      learn_paths: false,
      learn_paths_limit: 200,
      quota_items_per_day: null,
      privacy_notice: { operator: '', contact: '', storage_location: '', website_url: '', sub_processors: [] },
      created_at: START,
      changed_at: START,
      first_pageview_at: null,
    })
    expect(await store().sites.get(site.key)).toEqual(site)
    expect(await store().sites.byClientKey(site.client_key)).toEqual(site)
    expect(await store().sites.get('nothing')).toBeNull()
  })

  it('keeps a quota until it is taken away', async () => {
    const { key } = await store().sites.create({ name: 'Shop', quota_items_per_day: 1_000_000_000 })
    await store().sites.change(key, { sampling: 50 })
    expect((await store().sites.get(key))?.quota_items_per_day).toBe(1_000_000_000)
    await store().sites.change(key, { quota_items_per_day: null })
    expect((await store().sites.get(key))?.quota_items_per_day).toBeNull()
  })

  it('changes what the change names and nothing else', async () => {
    const site = await store().sites.create({ name: 'Shop', query_params: ['page'], honor_dnt: true })
    const changed = await store().sites.change(site.key, { name: 'Store', sampling: 50, filter_bots: false })
    expect(changed).toEqual({ ...site, name: 'Store', sampling: 50, filter_bots: false })
    expect(await store().sites.list()).toEqual([changed])
    await expect(store().sites.change('nothing', { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('keeps what is looked for besides in values', async () => {
    const site = await store().sites.create({ name: 'Shop' })
    const scrub_settings = { ...site.scrub_settings, drop_keys: ['note'], patterns: ['CUST-\\d+'] }
    await store().sites.change(site.key, { scrub_settings })
    expect(await store().sites.get(site.key)).toMatchObject({ scrub_settings })
  })

  it('keeps what the operator says of privacy, and when what visitors are told was changed', async () => {
    const site = await store().sites.create({ name: 'Shop', k_threshold: 5 })
    const privacy_notice = {
      operator: 'Ada <b>',
      contact: 'ada@example.org\nRoom 1',
      storage_location: '',
      website_url: 'https://shop.example/',
      sub_processors: [{ name: 'Host', country: 'Nepal', purpose: '"Runs" the server' }],
    }
    clock.now = START + HOUR
    const changed = await store().sites.change(site.key, { privacy_notice })
    expect(changed).toEqual({ ...site, privacy_notice, changed_at: START + HOUR })
    expect(await store().sites.get(site.key)).toEqual(changed)
    clock.now = START + 2 * HOUR
    await store().sites.markFirstPageview(site.id, START + 2 * HOUR)
    const untold = { name: 'Store', k_threshold: 9, query_params: ['page'], privacy_notice: { ...privacy_notice } }
    await store().sites.change(site.key, untold)
    expect((await store().sites.get(site.key))?.changed_at).toBe(START + HOUR)
    await store().sites.change(site.key, { name: 'Store', retention_days: 90 })
    expect((await store().sites.get(site.key))?.changed_at).toBe(START + 2 * HOUR)
  })

  it('keeps the time of the first pageview only', async () => {
    const { key, id } = await store().sites.create({ name: 'Shop' })
    await store().sites.markFirstPageview(id, START + 1)
    await store().sites.markFirstPageview(id, START + 2)
    expect((await store().sites.get(key))?.first_pageview_at).toBe(START + 1)
  })
}

const count = (site_id: number, items: number, changes: Partial<OutcomeCount> = {}): OutcomeCount => ({
  site_id,
  hour: START,
  outcome: 'filtered',
  reason: 'bot',
  count: items,
  ...changes,
})

const scrubs = (site_id: number, found: number, changes: Partial<ScrubCount> = {}): ScrubCount => ({
  site_id,
  hour: START,
  type: 'email',
  position: 'path',
  count: found,
  ...changes,
})

const owner = { email: 'Ada@Example.org ', name: 'Ada', role: 'owner', password_hash: 'hash' } as const

function describeAccess(store: () => ControlStore, clock: { now: number }): void {
  const logIn = async (token_hash: string, expires_at = START + HOUR) => {
    const { id } = await store().accounts.create({ ...owner, email: `${token_hash}@example.org` })
    return store().logins.create({ account_id: id, token_hash, created_at: START, expires_at })
  }

  it('finds an account by its address in any case, which is taken once', async () => {
    expect(await store().accounts.count()).toBe(0)
    const account = await store().accounts.create(owner)
    expect(account).toEqual({ ...owner, id: 1, email: 'ada@example.org', created_at: START })
    expect(await store().accounts.byEmail('ADA@example.org')).toEqual(account)
    expect(await store().accounts.get(account.id)).toEqual(account)
    expect(await store().accounts.byEmail('bob@example.org')).toBeNull()
    await expect(store().accounts.create({ ...owner, name: 'Eve' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await store().accounts.count()).toBe(1)
  })

  it('ends the logins of an account whose password changes', async () => {
    const login = await logIn('one')
    await logIn('two')
    await store().accounts.setPassword(login.account_id, 'new')
    expect((await store().accounts.get(login.account_id))?.password_hash).toBe('new')
    expect(await store().logins.byTokenHash('one')).toBeNull()
    expect(await store().logins.byTokenHash('two')).not.toBeNull()
    await expect(store().accounts.setPassword(99, 'x')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('rotates the token of a login and still knows the one before', async () => {
    const login = await logIn('old')
    expect(await store().logins.byTokenHash('old')).toEqual(login)
    clock.now = START + 10
    expect(await store().logins.rotate(login.id, 'new')).toBe(true)
    await store().logins.touch(login.id, START + 20)
    const rotated = {
      ...login,
      token_hash: 'new',
      previous_token_hash: 'old',
      rotated_at: START + 10,
      last_seen_at: START + 20,
    }
    expect(await store().logins.byTokenHash('new')).toEqual(rotated)
    expect(await store().logins.byPreviousTokenHash('old')).toEqual(rotated)
    expect(await store().logins.byTokenHash('old')).toBeNull()
    await store().logins.delete(login.id)
    expect(await store().logins.byTokenHash('new')).toBeNull()
    expect(await store().logins.rotate(login.id, 'again')).toBe(false)
  })

  it('does not find an expired login, and deletes only those', async () => {
    await logIn('short', START + 10)
    await logIn('long', START + 11)
    clock.now = START + 10
    expect(await store().logins.byTokenHash('short')).toBeNull()
    expect(await store().logins.deleteExpired(START + 10)).toBe(1)
    expect(await store().logins.byTokenHash('long')).not.toBeNull()
  })

  it('refuses a login of an account that does not exist', async () => {
    const orphan = { account_id: 99, token_hash: 'x', created_at: START, expires_at: START + HOUR }
    await expect(store().logins.create(orphan)).rejects.toMatchObject({ code: 'store_unavailable' })
  })

  it('lets one of two callers consume a set-up link, before it expires', async () => {
    await store().setupLinks.create({ token_hash: 'link', expires_at: START + 10 })
    expect(await store().setupLinks.consume('link', START + 10)).toBe(false)
    const both = await Promise.all([1, 2].map(() => store().setupLinks.consume('link', START)))
    expect(both.sort()).toEqual([false, true])
    expect(await store().setupLinks.consume('link', START)).toBe(false)
    expect(await store().setupLinks.consume('unknown', START)).toBe(false)
  })
}

const split = (site_id: number, at: number): StoredAnnotation => ({ site_id, at, kind: 'sessions_split' })
const MINUTE = 60_000

function describeAnnotations(store: () => ControlStore): void {
  const listed = (site: number, changes: { start?: number; end?: number; limit?: number } = {}) =>
    store().annotations.list(site, { start: 0, end: START + HOUR, limit: 10, ...changes })

  it('are cut to the minute, one of a kind in it', async () => {
    const { id } = await store().sites.create({ name: 'Shop' })
    await Promise.all([1, 59_999, 0].map((ms) => store().annotations.add(split(id, START + ms))))
    await store().annotations.add(split(id, START + MINUTE))
    expect(await listed(id)).toEqual([split(id, START + MINUTE), split(id, START)])
  })

  it('are found by range, end exclusive, the newest first', async () => {
    const { id } = await store().sites.create({ name: 'Shop' })
    for (const at of [1, 2, 3]) await store().annotations.add(split(id, START + at * MINUTE))
    const range = { start: START + MINUTE, end: START + 3 * MINUTE }
    expect(await listed(id, range)).toEqual([split(id, START + 2 * MINUTE), split(id, START + MINUTE)])
    expect(await listed(id, { limit: 1 })).toEqual([split(id, START + 3 * MINUTE)])
  })

  it('go with their site, and come to none that is gone', async () => {
    const [site, other] = [await store().sites.create({ name: 'Shop' }), await store().sites.create({ name: 'Other' })]
    for (const { id } of [site, other]) await store().annotations.add(split(id, START))
    await store().deletions.begin({ site_id: site.id, scope: 'site', requested_at: START, account_id: null })
    await store().annotations.add(split(site.id, START + MINUTE))
    expect(await listed(site.id)).toEqual([])
    expect(await listed(other.id)).toEqual([split(other.id, START)])
  })

  it('do not grow without end, whatever restarts over and over', async () => {
    const { id } = await store().sites.create({ name: 'Shop' })
    const other = await store().sites.create({ name: 'Other' })
    await store().annotations.add(split(other.id, 0))
    for (let at = 0; at < 1_002; at++) await store().annotations.add(split(id, at * MINUTE))
    const kept = await listed(id, { limit: 2_000, end: START * 2 })
    expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([1_000, 1_001 * MINUTE, 2 * MINUTE])
    expect(await listed(other.id)).toHaveLength(1)
  })
}

function describePathTemplates(store: () => ControlStore): void {
  const learnt = (site_id: number, template: string, changes: Partial<StoredPathTemplate> = {}) => ({
    ...{ site_id, template, learnt_at: START, child_count: 201, is_kept: false },
    ...changes,
  })

  it('are listed by site, the newest first, and replaced by what is put again', async () => {
    const [site, other] = [await store().sites.create({ name: 'Shop' }), await store().sites.create({ name: 'Other' })]
    const [users, orders] = [learnt(site.id, '/users/*'), learnt(site.id, '/orders/*', { learnt_at: START + 1 })]
    for (const one of [users, orders, learnt(other.id, '/users/*')]) await store().pathTemplates.put(one)
    expect(await store().pathTemplates.list(site.id)).toEqual([orders, users])
    await store().pathTemplates.put({ ...orders, is_kept: true })
    expect(await store().pathTemplates.all()).toEqual([
      { ...orders, is_kept: true },
      users,
      learnt(other.id, '/users/*'),
    ])
    expect(await store().pathTemplates.delete(site.id, '/users/*')).toBe(true)
    expect(await store().pathTemplates.delete(site.id, '/users/*')).toBe(false)
    expect(await store().pathTemplates.all()).toHaveLength(2)
  })

  it('go with their site, and come to none that is gone', async () => {
    const site = await store().sites.create({ name: 'Shop' })
    await store().pathTemplates.put(learnt(site.id, '/users/*'))
    await store().deletions.begin({ site_id: site.id, scope: 'site', requested_at: START, account_id: null })
    await store().deletions.clear(site.id)
    await store().pathTemplates.put(learnt(site.id, '/orders/*'))
    expect(await store().pathTemplates.all()).toEqual([])
  })

  it('are learnt where the site says so', async () => {
    const site = await store().sites.create({ name: 'Shop', learn_paths: true, learn_paths_limit: 50 })
    expect(await store().sites.get(site.key)).toMatchObject({ learn_paths: true, learn_paths_limit: 50 })
  })
}

function describeDeletions(store: () => ControlStore): void {
  const begin = (site_id: number, scope: 'all' | 'site' = 'site', account_id: number | null = null) =>
    store().deletions.begin({ site_id, scope, requested_at: START, account_id })

  it('of a site take it away at once, and never give its number to another', async () => {
    const site = await store().sites.create({ name: 'Shop' })
    const other = await store().sites.create({ name: 'Other' })
    await store().meta.set('demo_site', other.key)
    await store().meta.set('another', site.key)
    const record = { id: 1, site_id: other.id, scope: 'site', requested_at: START, requested_by: null }
    expect(await begin(other.id)).toEqual({ ...record, row_count: null, finished_at: null })
    await expect(begin(other.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await store().sites.list()).toEqual([site])
    expect(await store().meta.get('demo_site')).toBeNull()
    expect(await store().meta.get('another')).toBe(site.key)
    expect((await store().sites.create({ name: 'Third' })).id).toBe(3)
  })

  it('of all data clear counts, notes and the first pageview of that site alone', async () => {
    const sites = [await store().sites.create({ name: 'Shop' }), await store().sites.create({ name: 'Other' })] as const
    for (const { id } of sites) {
      await store().outcomes.add([count(id, 2)])
      await store().scrubs.add([scrubs(id, 3)])
      await store().annotations.add(split(id, START))
      await store().sites.markFirstPageview(id, START)
    }
    await begin(sites[0].id, 'all')
    await store().deletions.clear(sites[0].id)
    await store().purge()
    const left = (id: number) =>
      Promise.all([
        store().outcomes.list(id, START, START + HOUR),
        store().scrubs.sums(id, START, START + HOUR),
        store().annotations.list(id, { start: 0, end: START + HOUR, limit: 1 }),
      ])
    expect(await left(sites[0].id)).toEqual([[], [], []])
    expect((await left(sites[1].id)).map(({ length }) => length)).toEqual([1, 1, 1])
    expect((await store().sites.list()).map((site) => site.first_pageview_at)).toEqual([null, START])
  })

  it('say who asked, how many rows there were at first, and when they were done', async () => {
    const { id } = await store().sites.create({ name: 'Shop' })
    const account = await store().accounts.create(owner)
    const first = await begin(id, 'all', account.id)
    const second = await begin(id, 'site')
    expect(first.requested_by).toBe('ada@example.org')
    for (const rows of [7, 100, 0]) await store().deletions.count(first.id, rows)
    await store().deletions.count(second.id, 0)
    await store().deletions.finish(first.id, START + 5)
    const done = { ...first, row_count: 100, finished_at: START + 5 }
    expect(await store().deletions.list()).toEqual([{ ...second, row_count: 0 }, done])
    expect(await store().deletions.list(id + 1)).toEqual([])
    expect(await store().deletions.list(id)).toHaveLength(2)
  })
}

function describeRest(store: () => ControlStore): void {
  it('adds outcome counts up by site, hour, outcome and reason', async () => {
    const later = count(1, 7, { hour: START + HOUR })
    await store().outcomes.add([
      count(1, 2),
      count(1, 3),
      later,
      count(0, 5, { outcome: 'invalid', reason: 'malformed' }),
    ])
    await Promise.all([store().outcomes.add([count(1, 10)]), store().outcomes.add([count(1, 100)])])
    expect(await store().outcomes.list(1, START, START + HOUR)).toEqual([count(1, 115)])
    expect(await store().outcomes.list(1, START, START + 2 * HOUR)).toEqual([count(1, 115), later])
    expect(await store().outcomes.list(0, START, START + HOUR)).toHaveLength(1)
  })

  it('adds scrub counts up, and sums them over hours by type and position', async () => {
    const later = scrubs(1, 7, { hour: START + HOUR })
    await store().scrubs.add([scrubs(1, 2), scrubs(1, 3), later, scrubs(1, 50, { type: 'ip', position: 'utm' })])
    await Promise.all([store().scrubs.add([scrubs(1, 10)]), store().scrubs.add([scrubs(1, 100), scrubs(2, 9)])])
    const ips = { type: 'ip', position: 'utm', count: 50 }
    expect(await store().scrubs.sums(1, START, START + HOUR)).toEqual([
      { type: 'email', position: 'path', count: 115 },
      ips,
    ])
    expect(await store().scrubs.sums(1, START, START + 2 * HOUR)).toEqual([
      { type: 'email', position: 'path', count: 122 },
      ips,
    ])
    expect(await store().scrubs.sums(1, START + HOUR, START + 2 * HOUR)).toHaveLength(1)
    const broken = { ...scrubs(1, 1), type: null } as unknown as ScrubCount
    await expect(store().scrubs.add([scrubs(3, 1), broken])).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(await store().scrubs.sums(3, START, START + HOUR)).toEqual([])
  })

  it('adds all rows or none', async () => {
    const broken = { ...count(1, 1), reason: null } as unknown as OutcomeCount
    await expect(store().outcomes.add([count(1, 1), broken])).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(await store().outcomes.list(1, START, START + HOUR)).toEqual([])
  })

  it('keeps small values', async () => {
    expect(await store().meta.get('demo_site')).toBeNull()
    await store().meta.set('demo_site', 'a')
    await store().meta.set('demo_site', 'b')
    expect(await store().meta.get('demo_site')).toBe('b')
  })
}
