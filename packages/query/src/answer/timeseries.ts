import { type Cells, emptyCells } from '../finish.ts'
import type { Period } from '../period.ts'
import type { Plan, Scan } from '../plan.ts'
import { byGroup, readScan, sampleRatio } from '../read-scan.ts'
import { iso, shiftBack } from '../zone.ts'
import type { AnswerKind } from './answer.ts'
import { rowOf } from './row.ts'

/** Every bucket of the period, empty ones too, with the bucket of the previous period that lies one range before. */
export const answerTimeseries: AnswerKind = async (plan, store) => {
  const read = async (scan: Scan, period: Period, starts: readonly number[]) =>
    byGroup(await readScan(store, plan, { scan, period, grouping: { by: 'time', starts } }))
  const { previous } = plan
  const [now, before] = await Promise.all([
    Promise.all(plan.scans.map((scan) => read(scan, plan.period, plan.buckets))),
    previous &&
      Promise.all(plan.scans.map((scan) => (scan.hasPrevious ? read(scan, previous, plan.previousBuckets) : null))),
  ])
  const data = plan.buckets.map((start, at) => {
    const parts = plan.scans.map((scan, i): Cells => now[i]?.get(start / 1000) ?? emptyCells(scan, start))
    const past = previousStart(plan, start, at)
    const pastParts = plan.scans.flatMap((scan, i) => {
      const map = before?.[i]
      return map && past !== null ? [map.get(past / 1000) ?? emptyCells(scan, past)] : []
    })
    return rowOf(plan, { ts: iso(start) }, { now: parts, before: plan.request.isCompared ? pastParts : null })
  })
  if (plan.request.order[0]?.descending) data.reverse()
  return {
    answer: { data, ...(plan.bucket && { time_bucket: plan.bucket }) },
    sampleRatio: sampleRatio(now.flatMap((map) => [...map.values()])),
  }
}

/** Days, weeks and months pair up by number; hours by the wall clock, so that a clock change shifts none of them. */
function previousStart({ bucket, period, previousBuckets }: Plan, start: number, at: number): number | null {
  if (bucket !== 'hour' && bucket !== 'minute') return previousBuckets[at] ?? null
  const moved = shiftBack(start, period.timezone, period.length)
  return previousBuckets.findLast((candidate) => candidate <= moved) ?? null
}
