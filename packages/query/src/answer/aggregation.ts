import type { AggregationCell } from '@lethe/catalogue'
import { type Cell, type Cells, emptyCells } from '../finish.ts'
import type { Plan } from '../plan.ts'
import { readScan, sampleRatio } from '../read-scan.ts'
import type { AnswerKind } from './answer.ts'

/** One value per metric, with the previous period's beside it when compared. */
export const answerAggregation: AnswerKind = async (plan, store) => {
  const grouping = { by: 'nothing' } as const
  const read = await Promise.all(
    plan.scans.map(async (scan) => {
      const previous = plan.previous !== null && scan.hasPrevious ? plan.previous : null
      const [now, before] = await Promise.all([
        readScan(store, plan, { scan, period: plan.period, grouping }),
        previous === null ? null : readScan(store, plan, { scan, period: previous, grouping }),
      ])
      return { now: now[0] ?? emptyCells(scan, null), before: before && (before[0] ?? emptyCells(scan, null)) }
    }),
  )
  const data = Object.fromEntries(
    plan.request.metrics.map(({ name, as }) => {
      const of = read.find(({ now }) => now.metrics.has(name))
      return [as, aggregationCell(plan, of?.now.metrics.get(name), of?.before?.metrics.get(name))]
    }),
  )
  return { answer: { data }, sampleRatio: sampleRatio(read.map(({ now }): Cells => now)) }
}

function aggregationCell(plan: Plan, now: Cell | undefined, before: Cell | undefined): AggregationCell {
  const cell = { value: now?.value ?? null, ...(now?.interval && { interval: now.interval }) }
  if (!plan.request.isCompared) return cell
  const previous = before?.value ?? null
  const rate = previous === null || previous === 0 || cell.value === null ? null : (cell.value - previous) / previous
  return { ...cell, previous_time_range_value: previous, previous_time_range_change_rate: rate }
}
