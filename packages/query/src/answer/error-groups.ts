import { type ErrorGroupRow, OTHER_VALUE, type QueryRow } from '@lethe/catalogue'
import type { Plan } from '../plan.ts'
import {
  compileErrorGroups,
  compileHiddenErrors,
  type ErrorGroupSums,
  type HiddenErrorSums,
} from '../sql/error-groups.ts'
import { iso } from '../zone.ts'
import type { AnswerKind } from './answer.ts'

/** A page of error groups, the most frequent first unless ordered otherwise; those under the threshold come last, as one. */
export const answerErrorGroups: AnswerKind = async (plan, store) => {
  const { page, pageSize, search } = plan.request
  const [found, hidden] = await Promise.all([
    store.query<ErrorGroupSums>(compileErrorGroups(plan)),
    plan.threshold === 0 ? [] : store.query<HiddenErrorSums>(compileHiddenErrors(plan)),
  ])
  const data = found.slice(0, pageSize).map((row) => groupRow(plan, row))
  const has_more = found.length > pageSize
  const count = hidden[0]?.hidden ?? 0
  const isEnd = search === '' && !has_more && (page === 1 || data.length > 0)
  if (isEnd && hidden[0] !== undefined && count > 0) data.push(groupRow(plan, { ...NAMELESS, ...hidden[0] }))
  return { answer: { data, page, page_size: pageSize, has_more }, sampleRatio: 1, hidden: count }
}

const NAMELESS = { key: OTHER_VALUE, last_type: '', last_message: OTHER_VALUE, last_frames: [] }

function groupRow({ request }: Plan, row: ErrorGroupSums): QueryRow {
  const group: ErrorGroupRow = {
    key: row.key,
    error_type: row.last_type,
    message: row.last_message,
    frames: row.last_frames,
    error_count: Math.round(row.error_count / 1_000_000),
    session_count: row.session_count,
    first_seen: iso(row.first_seen * 1000),
    last_seen: iso(row.last_seen * 1000),
  }
  const extra = request.metrics.map(({ as }, at) => [as, Math.round((row[`a${at}`] ?? 0) / 1_000_000)])
  return { ...Object.fromEntries(extra), ...group }
}
