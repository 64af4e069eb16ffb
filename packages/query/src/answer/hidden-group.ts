import { OTHER_VALUE, type QueryRow } from '@lethe/catalogue'
import { targetOf } from '../compile.ts'
import { type Cells, emptyCells } from '../finish.ts'
import type { Period } from '../period.ts'
import type { Plan } from '../plan.ts'
import { type Reader, readScan } from '../read-scan.ts'
import { compileHiddenCount, type HiddenCount } from '../sql/hidden-count.ts'
import { rowOf } from './row.ts'

interface Hidden {
  /** How many values are under the threshold, whatever was searched for. */
  readonly count: number
  /** All of them as one row, from their sums and bins; to be shown after the last value. */
  readRow(): Promise<{ readonly row: QueryRow; readonly cells: readonly Cells[] }>
}

/** What a breakdown does not show; null without a threshold. */
export async function findHidden(plan: Plan, store: Reader): Promise<Hidden | null> {
  const [lead] = plan.scans
  const { groupBy, isCompared } = plan.request
  if (plan.threshold === 0 || lead === undefined || groupBy === null) return null
  const grouping = { by: 'hidden', dimension: groupBy.name, lead } as const
  const target = { ...targetOf(plan, { scan: lead, period: plan.period, grouping }), grouping }
  const [found] = await store.query<HiddenCount>(compileHiddenCount(target))
  const read = (period: Period, isPrevious: boolean) =>
    Promise.all(
      plan.scans
        .filter(({ hasPrevious }) => hasPrevious || !isPrevious)
        .map(async (scan) => (await readScan(store, plan, { scan, period, grouping }))[0] ?? emptyCells(scan, null)),
    )
  return {
    count: found?.hidden ?? 0,
    async readRow() {
      const [now, before] = await Promise.all([
        read(plan.period, false),
        plan.previous === null ? [] : read(plan.previous, true),
      ])
      const row = rowOf(plan, { [groupBy.as]: OTHER_VALUE }, { now, before: isCompared ? before : null })
      return { row, cells: now }
    },
  }
}
