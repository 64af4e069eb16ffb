import type { FilterDryRun, FilterDryRunRule, INBOUND_FILTERS, InboundFilterName } from '@lethe/catalogue'
import type { EventsStore } from '@lethe/store/events/port'
import type { QueriedSite } from './open-query.ts'
import { type Binder, createBinder } from './sql/binder.ts'
import { NIL_SESSION } from './sql/census.ts'
import { within } from './sql/time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Distinct values of a column that are looked at, the most frequent ones. */
const MAX_VALUES = 10_000

type Column = NonNullable<(typeof INBOUND_FILTERS)[InboundFilterName]['column']>

/** What one filter would make of a value of a column; `told` is null when no column tells. */
export interface DryRunRule {
  readonly filter: InboundFilterName
  readonly told: { readonly column: Column; readonly isRefused: (value: string) => boolean } | null
}

/** Tells what filters would have refused of a site's last hour. Throws `overloaded`, `store_unavailable`. */
export type TryFilters = (
  site: Pick<QueriedSite, 'id' | 'k_threshold'>,
  rules: readonly DryRunRule[],
) => Promise<FilterDryRun>

interface Hour {
  readonly siteId: number
  readonly start: number
  readonly end: number
}

interface Value {
  readonly value: string
  readonly hash: string
  readonly item_count: number
}

interface Counts {
  readonly item_count: number
  readonly session_count: number
}

/**
 * The filters themselves decide about every distinct value, so that a dry run and the pipeline cannot differ; the store counts.
 * Counts of fewer sessions than the site shows are not told.
 */
export function openFilterDryRun(options: { readonly store: EventsStore; readonly now: () => number }): TryFilters {
  const { store, now } = options
  return async (site, rules) => {
    const end = (Math.floor(now() / MINUTE_MS) + 1) * MINUTE_MS
    const hour = { siteId: site.id, start: end - HOUR_MS, end }
    const known = new Map<Column, Promise<Value[]>>()
    const valuesOf = (column: Column): Promise<Value[]> => {
      const values = known.get(column) ?? store.query<Value>(valuesStatement(hour, column))
      known.set(column, values)
      return values
    }
    const tell = ({ item_count, session_count }: Counts) =>
      session_count < (site.k_threshold ?? 0) ? null : { item_count, session_count }
    const told: FilterDryRunRule[] = []
    for (const { filter, told: rule } of rules) {
      if (rule === null) told.push({ filter, ...NOTHING, gap: 'not_kept' })
      else {
        const refused = (await valuesOf(rule.column)).filter(({ value }) => rule.isRefused(value))
        const counts = tell(await countsOf(store, hour, { column: rule.column, refused }))
        told.push(counts === null ? { filter, ...NOTHING, gap: 'too_few' } : { filter, ...counts, gap: null })
      }
    }
    const [all] = await store.query<Counts>(totalStatement(hour))
    const range = { start: new Date(hour.start).toISOString(), end: new Date(hour.end).toISOString() }
    return { ...range, ...(tell(all ?? NONE) ?? NOTHING), rules: told }
  }
}

const NONE: Counts = { item_count: 0, session_count: 0 }
const NOTHING = { item_count: null, session_count: null } as const

interface Refused {
  readonly column: Column
  readonly refused: readonly Value[]
}

async function countsOf(store: EventsStore, hour: Hour, { column, refused }: Refused): Promise<Counts> {
  if (refused.length === 0) return NONE
  const binder = createBinder()
  const hashes = binder.bind(
    refused.map(({ hash }) => hash),
    'Array(String)',
  )
  const where = [...rowsOf(hour, column, binder), `${hashOf(column)} IN ${hashes}`]
  const [counts] = await store.query<Counts>({ sql: countsSql(where), params: binder.params })
  return counts ?? NONE
}

function totalStatement(hour: Hour) {
  const binder = createBinder()
  return { sql: countsSql(rowsOf(hour, null, binder)), params: binder.params }
}

function valuesStatement(hour: Hour, column: Column) {
  const binder = createBinder()
  const where = rowsOf(hour, column, binder).join(' AND ')
  const sql = `SELECT ${column} AS value, ${hashOf(column)} AS hash, count() AS item_count
FROM events WHERE ${where}
GROUP BY value, hash ORDER BY item_count DESC, value LIMIT ${MAX_VALUES}`
  return { sql, params: binder.params }
}

/** Short, whatever the value is: thousands of paths would not fit into a request. */
const hashOf = (column: Column): string => `hex(cityHash64(${column}))`

const countsSql = (where: readonly string[]): string => `SELECT count() AS item_count,
  uniqExactIf(session_id, session_id != ${NIL_SESSION}) AS session_count
FROM events WHERE ${where.join(' AND ')}`

function rowsOf({ siteId, start, end }: Hour, column: Column | null, binder: Binder): string[] {
  const rows = [`site_id = ${binder.bind(siteId, 'UInt32')}`, ...within('at', [start, end], binder)]
  // Of the other types no item has a name, and none may be refused for that.
  return column === 'event_name' ? [...rows, `type = 'event'`] : rows
}
