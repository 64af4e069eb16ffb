import { type DimensionName, type MetricName, SESSION_MAX_MS } from '@lethe/catalogue'
import type { Scan } from '../plan.ts'
import type { FilterNode } from '../request.ts'
import type { Binder } from './binder.ts'
import { compileCensus, type Subject } from './census.ts'
import { compileFilter } from './conditions.ts'
import { compileCounted } from './counted.ts'
import { seconds, within } from './time.ts'

/**
 * How a scan's rows are grouped: not at all, by a dimension's value, or by time. `hidden`: the rows of all values under the
 * threshold that `lead`, the scan that lists the values, counts for; as one group without a name.
 */
export type Grouping =
  | { readonly by: 'nothing' }
  | { readonly by: 'hidden'; readonly dimension: DimensionName; readonly lead: Scan }
  | { readonly by: 'dimension'; readonly dimension: DimensionName; readonly page: GroupPage }
  | { readonly by: 'time'; readonly starts: readonly number[] }

/**
 * Which groups: a page of the ordered ones that contain `search`, or exactly the named ones. `isKnownEnough`: a statement
 * with the same filter and period has found that enough sessions share each of them.
 */
export type GroupPage =
  | { readonly order: readonly ScanOrder[]; readonly search: string; readonly limit: number; readonly offset: number }
  | { readonly only: readonly (string | number)[]; readonly isKnownEnough: boolean }

export interface ScanOrder {
  readonly metric: MetricName | null
  readonly descending: boolean
}

/** What a statement is about. Site, environment and period are not optional: no SQL can be made without them. */
export interface Target extends Subject {
  readonly filter: FilterNode
  readonly scan: Scan
  readonly grouping: Grouping
}

const HOUR = 3_600_000
/** Items sent late, or measured before the session's first engaging item, may lie this far outside of the session. */
const LATE_MS = 4 * HOUR
const EARLY_MS = HOUR

/** Whether the scan belongs to the bucket of the session's start instead of the item's time. */
export const isBySession = ({ form }: Scan): boolean => form === 'sessions' || form === 'matching_sessions'

/** Column whose time places a row in the period. */
export const clockOf = (scan: Scan): string => (isBySession(scan) ? 'session_started_at' : 'at')

/**
 * Conditions of every statement, without the filters. Rows of no session carry no session sums but `engaged_ms`; they can be
 * told apart by their id only while ids are kept, so they fall out by their start alone: 1970 when ingest leaves it empty.
 */
export function compileScope({ siteId, environment, period, scan }: Target, binder: Binder): string[] {
  const scope = [
    `site_id = ${binder.bind(siteId, 'UInt32')}`,
    ...(scan.types ? [`type IN (${scan.types.map((type) => `'${type}'`).join(', ')})`] : []),
    `environment = ${binder.bind(environment, 'String')}`,
  ]
  if (!isBySession(scan)) return [...scope, ...within('at', [period.start, period.end], binder)]
  return [
    ...scope,
    ...within('session_started_at', [period.start, period.end], binder),
    ...within('at', [period.start - EARLY_MS, period.end + SESSION_MAX_MS + LATE_MS], binder),
  ]
}

/** Conditions on a single row: the filters, and for the hidden group that its value is one of the hidden. */
export function compileMatches(target: Target, binder: Binder): string[] {
  const { grouping, filter } = target
  const compiled = [compileFilter(filter, target, binder) ?? []].flat()
  if (grouping.by !== 'hidden') return compiled
  const { dimension, lead } = grouping
  const census = compileCensus(target, { dimension, filter, compiled }, binder)
  const hidden = [...compiled, `${dimension} NOT IN (${census})`]
  if (target.scan === lead) return hidden
  const led = [...compileScope({ ...target, scan: lead }, binder), ...compiled, ...compileCounted(lead)]
  return [...hidden, `${dimension} IN (SELECT ${dimension} FROM events WHERE ${led.join(' AND ')})`]
}

/** Scope and matches, joined. */
export function compileWhere(target: Target, binder: Binder): string {
  return [...compileScope(target, binder), ...compileMatches(target, binder)].join('\n  AND ')
}

/**
 * Conditions on the group's value, for a dimension: the search text, or the groups of another scan's page; and that enough
 * sessions share it.
 */
export function compileGroupPage(target: Target, column: string, binder: Binder): string[] {
  const { grouping, filter } = target
  if (grouping.by !== 'dimension') return []
  const { dimension, page } = grouping
  const chosen = compileChoice(page, column, binder)
  if (target.threshold === 0 || ('only' in page && page.isKnownEnough)) return chosen
  const matches = [compileFilter(filter, target, binder) ?? []].flat()
  const compiled = [...matches, ...compileChoice(page, dimension, binder)]
  return [...chosen, `${column} IN (${compileCensus(target, { dimension, filter, compiled }, binder)})`]
}

function compileChoice(page: GroupPage, column: string, binder: Binder): string[] {
  if ('only' in page) {
    const isNumber = typeof page.only[0] === 'number'
    return [`${column} IN ${binder.bind(page.only, isNumber ? 'Array(UInt32)' : 'Array(String)')}`]
  }
  if (page.search === '') return []
  return [`positionCaseInsensitiveUTF8(toString(${column}), ${binder.bind(page.search, 'String')}) > 0`]
}

/** The group's value, or null without groups. */
export function compileGroup(grouping: Grouping, clock: string, binder: Binder): string | null {
  if (grouping.by === 'nothing' || grouping.by === 'hidden') return null
  if (grouping.by === 'dimension') return grouping.dimension
  return `roundDown(toUnixTimestamp(${clock}), ${binder.bind(grouping.starts.map(seconds), 'Array(UInt32)')})`
}

/** `ORDER BY ... LIMIT ...` of a page of groups; the value itself breaks ties, so that pages never overlap. */
export function compilePage(grouping: Grouping, orderKey: (metric: MetricName) => string, binder: Binder): string {
  if (grouping.by !== 'dimension' || 'only' in grouping.page) return ''
  const { order, limit, offset } = grouping.page
  const keys = order.map(({ metric, descending }) => {
    const key = metric === null ? 'g' : orderKey(metric)
    return `${key} ${descending ? 'DESC' : 'ASC'} NULLS LAST`
  })
  const bound = `LIMIT ${binder.bind(limit, 'UInt32')} OFFSET ${binder.bind(offset, 'UInt32')}`
  return `\nORDER BY ${[...keys, 'g ASC'].join(', ')}\n${bound}`
}
