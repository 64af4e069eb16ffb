import { METRICS } from '@lethe/catalogue'
import type { Statement } from '@lethe/store/events/port'
import { aggregatesOf } from '../plan/put-scans.ts'
import type { Plan, Scan } from '../plan.ts'
import type { ErrorFact } from '../request.ts'
import { createBinder } from './binder.ts'
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

const NIL = "toUUID('00000000-0000-0000-0000-000000000000')"
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

/** Errors by fingerprint; text and frames are those of the latest occurrence. Sessions count while their ids are kept. */
export function compileErrorGroups({ siteId, environment, period, request }: Plan): Statement {
  const binder = createBinder()
  const target = {
    siteId,
    environment,
    period,
    filter: request.filter,
    scan: SCAN,
    grouping: { by: 'nothing' },
  } as const
  const where = [compileWhere(target, binder), 'error_fingerprint != 0']
  if (request.search !== '') {
    const search = binder.bind(request.search, 'String')
    where.push(
      `(positionCaseInsensitiveUTF8(error_message, ${search}) > 0 OR positionCaseInsensitiveUTF8(error_type, ${search}) > 0)`,
    )
  }
  const metrics = request.metrics.map(({ name }, at) => {
    const [sum] = aggregatesOf(name)
    return `${sum ? compileAggregate(sum, SCAN) : '0'} AS a${at}`
  })
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
    'sum(weight * events.error_count) AS error_count',
    `uniqExactIf(session_id, session_id != ${NIL}) AS session_count`,
    'toUnixTimestamp(min(at)) AS first_seen',
    'toUnixTimestamp(max(at)) AS last_seen',
    ...metrics,
  ]
  const sql = `SELECT ${columns.join(',\n  ')}
FROM events
WHERE ${where.join('\n  AND ')}
GROUP BY error_fingerprint
ORDER BY ${orders.join(', ')}
LIMIT ${binder.bind(request.pageSize + 1, 'UInt32')} OFFSET ${binder.bind((request.page - 1) * request.pageSize, 'UInt32')}`
  return { sql, params: binder.params }
}

/** Whether a metric can stand beside an error group: a sum over error items. */
export function countsErrors(name: keyof typeof METRICS): boolean {
  const { formula, grain } = METRICS[name]
  return grain === 'item' && formula.form === 'aggregate' && formula.where.type === 'error'
}
