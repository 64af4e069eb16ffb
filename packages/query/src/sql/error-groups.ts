import { METRICS } from '@lethe/catalogue'
import type { Statement } from '@lethe/store/events/port'
import { aggregatesOf } from '../plan/put-scans.ts'
import type { Plan, Scan } from '../plan.ts'
import type { ErrorFact } from '../request.ts'
import { type Binder, createBinder } from './binder.ts'
import { NIL_SESSION } from './census.ts'
import { compileAggregate } from './sums.ts'
import { compileWhere } from './target.ts'

/** One error group as the store answers it; times in epoch seconds, counts in millionths. */
export interface ErrorGroupSums {
  readonly key: string
  readonly last_type: string
  readonly last_message: string
  readonly last_frames: readonly string[]
  readonly error_count: number
  readonly session_count: number
  readonly first_seen: number
  readonly last_seen: number
  readonly [sum: `a${number}`]: number
}

const SESSIONS = `uniqExactIf(session_id, session_id != ${NIL_SESSION})`
const SCAN: Scan = { form: 'items', metrics: [], aggregates: [], vital: null, types: ['error'], hasPrevious: true }

/** Columns by which groups may be ordered. */
const KEYS: Readonly<Record<ErrorFact, string>> = {
  key: 'error_fingerprint',
  error_type: 'last_type',
  message: 'last_message',
  frames: 'last_message',
  error_count: 'error_count',
  session_count: 'session_count',
  first_seen: 'first_seen',
  last_seen: 'last_seen',
}

/** What the sums of one group and of all hidden groups have in common. */
function sumsOf({ request }: Plan): string[] {
  const metrics = request.metrics.map(({ name }, at) => {
    const [sum] = aggregatesOf(name)
    return `${sum ? compileAggregate(sum, SCAN) : '0'} AS a${at}`
  })
  return [
    'sum(weight * events.error_count) AS error_count',
    `${SESSIONS} AS session_count`,
    'toUnixTimestamp(min(at)) AS first_seen',
    'toUnixTimestamp(max(at)) AS last_seen',
    ...metrics,
  ]
}

function whereOf({ siteId, environment, threshold, period, request }: Plan, binder: Binder): string[] {
  const { filter } = request
  const target = { siteId, environment, threshold, period, filter, scan: SCAN, grouping: { by: 'nothing' } } as const
  return [compileWhere(target, binder), 'error_fingerprint != 0']
}

/**
 * Errors by fingerprint; text and frames are those of the latest occurrence. Sessions count while their ids are kept, so that
 * under a threshold groups of older errors are hidden.
 */
export function compileErrorGroups(plan: Plan): Statement {
  const binder = createBinder()
  const { request, threshold } = plan
  const where = whereOf(plan, binder)
  if (request.search !== '') {
    const search = binder.bind(request.search, 'String')
    where.push(
      `(positionCaseInsensitiveUTF8(error_message, ${search}) > 0 OR positionCaseInsensitiveUTF8(error_type, ${search}) > 0)`,
    )
  }
  const order = request.order.map(({ by, descending }) => {
    const fact = typeof by === 'object' && 'fact' in by ? KEYS[by.fact] : null
    const metric = typeof by === 'object' && 'metric' in by ? by.metric : null
    const at = request.metrics.findIndex(({ name }) => name === metric)
    return `${fact ?? `a${at}`} ${descending ? 'DESC' : 'ASC'}`
  })
  const orders = [...(order.length > 0 ? order : ['error_count DESC']), 'error_fingerprint ASC']
  const columns = [
    "lower(leftPad(hex(error_fingerprint), 16, '0')) AS key",
    'argMax(error_type, at) AS last_type',
    'argMax(error_message, at) AS last_message',
    'argMax(error_frames, at) AS last_frames',
    ...sumsOf(plan),
  ]
  const enough = threshold === 0 ? '' : `\nHAVING session_count >= ${binder.bind(threshold, 'UInt32')}`
  const sql = `SELECT ${columns.join(',\n  ')}
FROM events
WHERE ${where.join('\n  AND ')}
GROUP BY error_fingerprint${enough}
ORDER BY ${orders.join(', ')}
LIMIT ${binder.bind(request.pageSize + 1, 'UInt32')} OFFSET ${binder.bind((request.page - 1) * request.pageSize, 'UInt32')}`
  return { sql, params: binder.params }
}

/** Sums of all groups under the threshold, and how many they are. */
export type HiddenErrorSums = Omit<ErrorGroupSums, 'key' | `last_${'type' | 'message' | 'frames'}`> & {
  readonly hidden: number
}

/** All groups that the threshold hides, as one. */
export function compileHiddenErrors(plan: Plan): Statement {
  const binder = createBinder()
  const where = whereOf(plan, binder).join('\n  AND ')
  const enough = `${SESSIONS} >= ${binder.bind(plan.threshold, 'UInt32')}`
  const shown = `SELECT error_fingerprint FROM events WHERE ${where} GROUP BY error_fingerprint HAVING ${enough}`
  const sql = `SELECT ${['uniqExact(error_fingerprint) AS hidden', ...sumsOf(plan)].join(',\n  ')}
FROM events
WHERE ${where}
  AND error_fingerprint NOT IN (${shown})`
  return { sql, params: binder.params }
}

/** Whether a metric can stand beside an error group: a sum over error items. */
export function countsErrors(name: keyof typeof METRICS): boolean {
  const { formula, grain } = METRICS[name]
  return grain === 'item' && formula.form === 'aggregate' && formula.where.type === 'error'
}
