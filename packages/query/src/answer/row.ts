import type { Interval, QueryRow } from '@lethe/catalogue'
import type { Cell, Cells } from '../finish.ts'
import type { Plan } from '../plan.ts'

/** The metrics of one group from all scans, under the names that were asked for. */
export function rowOf(
  plan: Plan,
  key: QueryRow,
  parts: { now: readonly Cells[]; before: readonly Cells[] | null },
): QueryRow {
  const { metrics } = plan.request
  const cellOf = (cells: readonly Cells[], name: (typeof metrics)[number]['name']): Cell | undefined =>
    cells.find((part) => part.metrics.has(name))?.metrics.get(name)
  const values = metrics.map(({ name, as }) => [as, cellOf(parts.now, name)?.value ?? null])
  const intervals = metrics.flatMap(({ name, as }): [string, Interval][] => {
    const found = cellOf(parts.now, name)?.interval
    return found ? [[as, found]] : []
  })
  const { before } = parts
  const previous = before && metrics.map(({ name, as }) => [as, cellOf(before, name)?.value ?? null])
  return {
    ...key,
    ...Object.fromEntries(values),
    ...(intervals.length > 0 && { intervals: Object.fromEntries(intervals) }),
    ...(previous && { previous: Object.fromEntries(previous) }),
  }
}
