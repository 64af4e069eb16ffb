import type { EventsStore } from '@lethe/store/events/port'
import { compileReading, type Reading } from './compile.ts'
import { type Cells, finishRow } from './finish.ts'
import type { Plan } from './plan.ts'
import type { HistogramRow } from './sql/histogram.ts'
import type { SumsRow } from './sql/sums.ts'

/** All that answers need of a store. */
export type Reader = Pick<EventsStore, 'query'>

/** Runs one scan and finishes its rows, in the order of the store's answer. */
export async function readScan(store: Reader, plan: Plan, reading: Reading): Promise<readonly Cells[]> {
  const rows = await store.query<SumsRow | HistogramRow>(compileReading(plan, reading))
  return rows.map((row) => finishRow(reading.scan, row))
}

/** By group, for merging scans. */
export const byGroup = (cells: readonly Cells[]): ReadonlyMap<string | number | null, Cells> =>
  new Map(cells.map((cell) => [cell.group, cell]))

/** Rows read divided by what they stand for; 1 when nothing is sampled. */
export function sampleRatio(cells: Iterable<Cells>): number {
  let rows = 0
  let weight = 0
  for (const cell of cells) {
    rows += cell.rows
    weight += cell.weight
  }
  return weight === 0 ? 1 : Math.min(1, Math.round((rows * 1e10) / weight) / 1e4)
}
