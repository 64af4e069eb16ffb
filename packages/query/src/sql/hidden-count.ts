import type { Statement } from '@lethe/store/events/port'
import { createBinder } from './binder.ts'
import { compileCounted } from './counted.ts'
import { compileWhere, type Grouping, type Target } from './target.ts'

/** How many values of a dimension are under the threshold. */
export interface HiddenCount {
  readonly hidden: number
}

/** Counts the values that the lead scan would list, were it not for the threshold. */
export function compileHiddenCount(target: Target & { grouping: Extract<Grouping, { by: 'hidden' }> }): Statement {
  const binder = createBinder()
  const where = [compileWhere(target, binder), ...compileCounted(target.scan)].join('\n  AND ')
  return {
    sql: `SELECT uniqExact(${target.grouping.dimension}) AS hidden\nFROM events\nWHERE ${where}`,
    params: binder.params,
  }
}
