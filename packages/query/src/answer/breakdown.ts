import { type Cells, emptyCells } from '../finish.ts'
import type { Period } from '../period.ts'
import type { Plan, Scan } from '../plan.ts'
import { byGroup, readScan, sampleRatio } from '../read-scan.ts'
import type { Grouping, GroupPage, ScanOrder } from '../sql/target.ts'
import type { AnswerKind } from './answer.ts'
import { findHidden } from './hidden-group.ts'
import { rowOf } from './row.ts'

/** A page of a dimension's values: the first scan orders and limits them, the others look at these values only. */
export const answerBreakdown: AnswerKind = async (plan, store) => {
  const [lead, ...others] = plan.scans
  const { groupBy, page, pageSize } = plan.request
  if (lead === undefined || groupBy === null) return { answer: { data: [] }, sampleRatio: 1 }
  const groupingOf = (groups: GroupPage): Grouping => ({ by: 'dimension', dimension: groupBy.name, page: groups })

  const first = {
    order: ordersOf(plan),
    search: plan.request.search,
    limit: pageSize + 1,
    offset: (page - 1) * pageSize,
  }
  const [found, hidden] = await Promise.all([
    readScan(store, plan, { scan: lead, period: plan.period, grouping: groupingOf(first) }),
    findHidden(plan, store),
  ])
  const leading = found.slice(0, pageSize)
  const only = leading.flatMap(({ group }) => group ?? [])
  const { previous } = plan
  // The first scan's census holds for its period alone.
  const readOf = async (scan: Scan, period: Period) =>
    only.length === 0
      ? []
      : readScan(store, plan, { scan, period, grouping: groupingOf({ only, isKnownEnough: period === plan.period }) })

  const [now, before] = await Promise.all([
    Promise.all(others.map((scan) => readOf(scan, plan.period))),
    previous && Promise.all(plan.scans.map((scan) => (scan.hasPrevious ? readOf(scan, previous) : null))),
  ])
  const nowMaps = [leading, ...now].map(byGroup)
  const beforeMaps = before?.map((cells) => cells && byGroup(cells)) ?? null
  const data = only.map((group) => {
    const parts = plan.scans.map((scan, at): Cells => nowMaps[at]?.get(group) ?? emptyCells(scan, group))
    // Under a threshold nobody may tell a value that was not there before from one of too few sessions.
    const wasShown = plan.threshold === 0 || beforeMaps?.some((map) => map?.has(group))
    const past = plan.scans.flatMap((scan, at) => {
      const map = beforeMaps?.[at]
      return map && wasShown ? [map.get(group) ?? emptyCells(scan, group)] : []
    })
    return rowOf(plan, { [groupBy.as]: group }, { now: parts, before: plan.request.isCompared ? past : null })
  })
  const has_more = found.length > pageSize
  const isEnd = !has_more && (page === 1 || leading.length > 0)
  const isWhole = plan.request.kind === 'breakdown' && plan.request.search === ''
  const other = isEnd && isWhole && hidden !== null && hidden.count > 0 ? await hidden.readRow() : null
  return {
    answer: { data: other ? [...data, other.row] : data, page, page_size: pageSize, has_more },
    sampleRatio: sampleRatio([...leading, ...now.flat(), ...(other?.cells ?? [])]),
    ...(hidden && { hidden: hidden.count }),
  }
}

/** The asked order, or the first metric, most first. */
function ordersOf({ request }: Plan): readonly ScanOrder[] {
  const metric = request.metrics[0]?.name ?? null
  if (request.order.length === 0) return [{ metric, descending: true }]
  return request.order.map(({ by, descending }) => ({
    metric: typeof by === 'object' && 'metric' in by ? by.metric : null,
    descending,
  }))
}
