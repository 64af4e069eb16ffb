import { AppError } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { parseRequest } from './parse.ts'
import { planQuery } from './plan-query.ts'

const CONTEXT = { siteId: 7, now: Date.parse('2026-05-05T12:00:00Z'), sessionIdDays: 30, firstPageviewAt: null }
const on = (dimension: string, value: string | number = 'x') => ({ filters: [{ dimension, operator: 'eq', value }] })

function refusalOf(request: object): AppError {
  try {
    planQuery(parseRequest({ site: 's', kind: 'aggregation', time: 'today', ...request }, 'UTC'), CONTEXT)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  return expect.fail('was not refused')
}

test.each([
  [{ aggregate: ['bounce_rate'], ...on('path') }, 'Bounce rate has no meaning by Page: use Entry page instead.'],
  [
    { aggregate: ['daily_visitor_count'], ...on('event_name') },
    "Daily visitors exist for whole days of the site's time zone only: Event belongs to single items.",
  ],
  [
    { aggregate: ['session_count'], time: '3m', ...on('event_name') },
    'Sessions by Event needs session ids, which are deleted after 30 days; the earliest start is 2026-04-06.',
  ],
  [{ kind: 'error_groups', aggregate: ['pageview_count'] }, 'Pageviews: not known by error group.'],
  [{ aggregate: ['session_count'], ...on('browser_major', 'x') }, 'Browser version is a number.'],
])('%j is refused in the words of the dashboard', (request, message) => {
  expect(refusalOf(request)).toMatchObject({ code: 'invalid_request', message })
})

test('where and what to ask instead is told in the names of the API', () => {
  const { details } = refusalOf({ aggregate: ['pageview_count', 'session_duration_ms'], ...on('path') })
  expect(details).toEqual([
    {
      path: 'aggregate.1',
      expected: 'entry_path instead of path at filters.0, or page_session_count',
      got: 'session_duration_ms',
    },
  ])
})
