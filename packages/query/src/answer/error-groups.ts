import type { ErrorGroupRow, QueryRow } from '@lethe/catalogue'
import { compileErrorGroups, type ErrorGroupSums } from '../sql/error-groups.ts'
import { iso } from '../zone.ts'
import type { AnswerKind } from './answer.ts'

/** A page of error groups, the most frequent first unless ordered otherwise. */
export const answerErrorGroups: AnswerKind = async (plan, store) => {
  const { page, pageSize, metrics } = plan.request
  const found = await store.query<ErrorGroupSums>(compileErrorGroups(plan))
  const data = found.slice(0, pageSize).map((row): QueryRow => {
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
    const extra = metrics.map(({ as }, at) => [as, Math.round((row[`a${at}`] ?? 0) / 1_000_000)])
    return { ...Object.fromEntries(extra), ...group }
  })
  return {
    answer: { data, page, page_size: pageSize, has_more: found.length > pageSize },
    sampleRatio: 1,
  }
}
