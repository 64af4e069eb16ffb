import { DIMENSIONS } from '@lethe/catalogue'
import type { Statement } from '@lethe/store/events/port'
import { createBinder } from './binder.ts'
import { NIL_SESSION } from './census.ts'
import { compileAggregate, having, orderKeyIn } from './sums.ts'
import { compileGroup, compileGroupPage, compileMatches, compilePage, compileScope, type Target } from './target.ts'

/**
 * Session metrics under item-scoped filters or groups: the same sums, over all rows of the sessions that contain a matching
 * item. A session counts in every value of an item dimension that one of its matching items has. Raw rows only.
 */
export function compileMatchingSessions(target: Target): Statement {
  const binder = createBinder()
  const { scan, grouping } = target
  const matches = compileMatches(target, binder).join(' AND ') || '1'
  const isItemGroup = grouping.by === 'dimension' && DIMENSIONS[grouping.dimension].scope === 'item'
  const sums = scan.aggregates.map((aggregate, at) => `${compileAggregate(aggregate, scan)} AS s${at}`)
  const inner = [...sums, 'count() AS rows', 'sum(weight) AS weights', 'min(session_started_at) AS started']
  if (grouping.by === 'dimension') {
    const { dimension } = grouping
    inner.push(isItemGroup ? `groupUniqArrayIf(${dimension}, ${matches}) AS v` : `[any(${dimension})] AS v`)
  }
  const scope = [...compileScope(target, binder), `session_id != ${NIL_SESSION}`].join('\n    AND ')
  const group = grouping.by === 'dimension' ? 'arrayJoin(v)' : compileGroup(grouping, 'started', binder)
  const outer = [
    ...(group === null ? [] : [`${group} AS g`]),
    ...scan.aggregates.map((_, at) => `sum(s${at}) AS a${at}`),
    'sum(rows) AS n',
    'sum(weights) AS w',
  ]
  const page = compileGroupPage(target, 'g', binder)
  const sql = `SELECT ${outer.join(',\n  ')}
FROM (
  SELECT ${inner.join(',\n    ')}
  FROM events
  WHERE ${scope}
  GROUP BY session_id
  HAVING countIf(${matches}) > 0
)${page.length === 0 ? '' : `\nWHERE ${page.join(' AND ')}`}${
    group === null ? '' : `\nGROUP BY g${having(scan)}`
  }${compilePage(grouping, orderKeyIn(scan), binder)}`
  return { sql, params: binder.params }
}
