import { isDeepStrictEqual } from 'node:util'
import {
  AppError,
  DEFAULT_INBOUND_FILTERS,
  DEFAULT_SCRUB_SETTINGS,
  EMPTY_NOTICE,
  type InboundFilters,
  LEARN_PATHS_LIMIT,
  type PrivacyNotice,
  PUBLIC_SETTINGS,
  type ScrubSettings,
  type SiteChange,
} from '@lethe/catalogue'
import { type ControlDatabase, type Deps, nextNumber } from './deps.ts'
import type { Sites, StoredSite } from './port.ts'
import type { SiteRow } from './schema.ts'

const DEFAULTS = {
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
  scrub_settings: DEFAULT_SCRUB_SETTINGS,
  inbound_filters: DEFAULT_INBOUND_FILTERS,
  learn_paths: false,
  learn_paths_limit: LEARN_PATHS_LIMIT.default,
  quota_items_per_day: null,
  privacy_notice: EMPTY_NOTICE,
} as const satisfies Omit<Required<SiteChange>, 'name'>

const FLAGS = [
  'webvitals_enabled',
  'errors_enabled',
  'filter_bots',
  'filter_localhost',
  'honor_gpc',
  'honor_dnt',
  'include_fragment',
  'learn_paths',
] as const

type Flags = Record<(typeof FLAGS)[number], boolean>

/** The series whose last number is the revision of the sites. */
export const SITES_REVISION = 'sites_revision'

export function sitesIn({ db, now, randomBytes }: Deps): Sites {
  /** TRICKY: the number by which others notice comes first: a transaction that begins with a read cannot wait to write. */
  const write = <Result>(run: (tx: ControlDatabase) => Promise<Result>): Promise<Result> =>
    db.transaction().execute(async (tx) => {
      await nextNumber(tx, SITES_REVISION)
      return run(tx)
    })
  const one = async (column: 'key' | 'client_key', value: string, from = db): Promise<StoredSite | null> => {
    const row = await from.selectFrom('sites').selectAll().where(column, '=', value).executeTakeFirst()
    return row ? fromRow(row) : null
  }
  return {
    async revision() {
      const row = await db.selectFrom('counters').select('value').where('name', '=', SITES_REVISION).executeTakeFirst()
      return row?.value ?? 0
    },
    async list() {
      const rows = await db.selectFrom('sites').selectAll().orderBy('id').execute()
      return rows.map(fromRow)
    },
    get: (key) => one('key', key),
    byClientKey: (clientKey) => one('client_key', clientKey),
    create: (settings) =>
      write(async (tx) => {
        const site: StoredSite = {
          ...DEFAULTS,
          ...settings,
          inbound_filters: { ...DEFAULTS.inbound_filters, ...settings.inbound_filters },
          id: await nextNumber(tx, 'site'),
          key: base32(randomBytes(10)),
          client_key: Buffer.from(randomBytes(16)).toString('hex'),
          created_at: now(),
          changed_at: now(),
          first_pageview_at: null,
        }
        await tx.insertInto('sites').values(toRow(site)).execute()
        return site
      }),
    change: (key, change) =>
      write(async (tx) => {
        const site = await one('key', key, tx)
        if (!site) throw new AppError('not_found', 'There is no such site.')
        const inbound_filters = { ...site.inbound_filters, ...change.inbound_filters }
        const proposed: StoredSite = { ...site, ...change, inbound_filters }
        const changed = isToldDifferently(site, proposed) ? { ...proposed, changed_at: now() } : proposed
        const { id, key: _, client_key, created_at, first_pageview_at, ...settings } = toRow(changed)
        await tx.updateTable('sites').set(settings).where('id', '=', id).execute()
        return changed
      }),
    markFirstPageview: (siteId, at) =>
      write(async (tx) => {
        await tx
          .updateTable('sites')
          .set({ first_pageview_at: at })
          .where('id', '=', siteId)
          .where('first_pageview_at', 'is', null)
          .execute()
      }),
  }
}

/** Whether visitors read something else on the public privacy page now. */
const isToldDifferently = (before: StoredSite, after: StoredSite): boolean =>
  PUBLIC_SETTINGS.some((name) => !isDeepStrictEqual(before[name], after[name]))

/** One letter a byte, five bits each. */
const base32 = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('')

function toRow(site: StoredSite): SiteRow {
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, Number(site[flag])])) as Record<keyof Flags, number>
  return {
    ...site,
    ...flags,
    query_params: JSON.stringify(site.query_params),
    scrub_settings: JSON.stringify(site.scrub_settings),
    inbound_filters: JSON.stringify(site.inbound_filters),
    privacy_notice: JSON.stringify(site.privacy_notice),
  }
}

function fromRow(row: SiteRow): StoredSite {
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, row[flag] === 1])) as Flags
  return {
    ...row,
    ...flags,
    query_params: JSON.parse(row.query_params) as string[],
    scrub_settings: { ...DEFAULT_SCRUB_SETTINGS, ...(JSON.parse(row.scrub_settings) as Partial<ScrubSettings>) },
    inbound_filters: { ...DEFAULT_INBOUND_FILTERS, ...(JSON.parse(row.inbound_filters) as Partial<InboundFilters>) },
    privacy_notice: { ...EMPTY_NOTICE, ...(JSON.parse(row.privacy_notice) as Partial<PrivacyNotice>) },
  }
}
