import { expect, it } from 'vitest'
import { parseRequest } from '../parse.ts'
import { planQuery } from '../plan-query.ts'

const YESTERDAY = Date.parse('2026-05-04T00:00:00Z')

const previousWhen = (firstPageviewAt: number | null, compare = true) =>
  planQuery(
    parseRequest(
      {
        site: 's',
        kind: 'aggregation',
        aggregate: ['pageview_count'],
        time: 'today',
        ...(compare && { compare: 'previous_time_range' }),
      },
      'UTC',
    ),
    { siteId: 7, now: Date.parse('2026-05-05T12:00:00Z'), sessionIdDays: 30, firstPageviewAt },
  ).previous

it.each([
  ['from its start on', YESTERDAY, YESTERDAY],
  ['from before', YESTERDAY - 86_400_000, YESTERDAY],
  ['since nobody knows when', null, YESTERDAY],
  ['from a minute later on', YESTERDAY + 60_000, undefined],
])('a previous period measured %s is compared only when it is whole', (_, first, start) => {
  expect(previousWhen(first)?.start).toBe(start)
})

it('compares only when asked to', () => {
  expect(previousWhen(null, false)).toBeNull()
})
