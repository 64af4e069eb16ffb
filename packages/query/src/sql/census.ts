import { DIMENSIONS, type DimensionName } from '@lethe/catalogue'
import type { Period } from '../period.ts'
import { conditions, type FilterNode } from '../request.ts'
import type { Binder } from './binder.ts'
import { within } from './time.ts'

/** Whose rows, and of when. `threshold`: fewest sessions of a value that may be shown; 0 shows all. */
export interface Subject {
  readonly siteId: number
  readonly environment: string
  readonly period: Period
  readonly threshold: number
}

export const NIL_SESSION = "toUUID('00000000-0000-0000-0000-000000000000')"

/** Which rows stand for sessions, and how they are counted. */
interface Counting {
  readonly where: readonly string[]
  readonly count: string
}

const STARTS: Counting = { where: ['session_seq = 1'], count: 'count()' }
const FIRST_VIEWS: Counting = { where: ['is_first_on_path = 1'], count: 'count()' }
/** Ids while they are kept; of older rows, only the session's first one is sure to be another session's. */
const IDS: Counting = {
  where: [],
  count: `greatest(uniqExactIf(session_id, session_id != ${NIL_SESSION}), countIf(session_seq = 1))`,
}

/**
 * Never more than the sessions there are: a value with too few is never shown, one with enough may be hidden. Sums where the
 * rows carry them; ids where a question is about items other than pages. Unweighted: a sampled session protects once.
 */
function countingOf(dimension: DimensionName | null, filter: FilterNode): Counting {
  const items = conditions(filter).filter((condition) => DIMENSIONS[condition.dimension].scope === 'item')
  const [page] = items
  const isOnePage =
    items.length === 1 && page?.dimension === 'path' && page.operator === 'eq' && isRequired(filter, page)
  const isItemGroup = dimension !== null && DIMENSIONS[dimension].scope === 'item'
  if (items.length === 0 && !isItemGroup) return STARTS
  const isByPage = dimension === 'path' && items.length === 0
  return isByPage || (isOnePage && (!isItemGroup || dimension === 'path')) ? FIRST_VIEWS : IDS
}

const isRequired = (filter: FilterNode, condition: FilterNode): boolean =>
  filter === condition || ('all' in filter && filter.all.some((node) => isRequired(node, condition)))

/** A question to the census: the filter, and its own text in SQL. */
export interface Census {
  readonly filter: FilterNode
  readonly compiled: readonly string[]
}

/** Of all sessions, those that lie in the period by both clocks: whatever a scan goes by, it sees at least these. */
function compileCounted(subject: Subject, counting: Counting, binder: Binder): string[] {
  const { siteId, environment, period } = subject
  return [
    `site_id = ${binder.bind(siteId, 'UInt32')}`,
    `environment = ${binder.bind(environment, 'String')}`,
    ...within('at', [period.start, period.end], binder),
    ...within('session_started_at', [period.start, period.end], binder),
    ...counting.where,
  ]
}

/** The values of a dimension that enough sessions share, as a subquery. */
export function compileCensus(subject: Subject, of: Census & { dimension: DimensionName }, binder: Binder): string {
  const counting = countingOf(of.dimension, of.filter)
  const where = [...compileCounted(subject, counting, binder), ...of.compiled].join(' AND ')
  const enough = `${counting.count} >= ${binder.bind(subject.threshold, 'UInt32')}`
  return `SELECT ${of.dimension} FROM events WHERE ${where} GROUP BY ${of.dimension} HAVING ${enough}`
}

/** How many sessions the filter leaves, as a statement's text. */
export function compileSessionCount(subject: Subject, of: Census, binder: Binder): string {
  const counting = countingOf(null, of.filter)
  const where = [...compileCounted(subject, counting, binder), ...of.compiled].join('\n  AND ')
  return `SELECT ${counting.count} AS sessions\nFROM events\nWHERE ${where}`
}
