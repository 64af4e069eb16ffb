import { expect, test } from 'vitest'
import { chartMetric, kpisOf } from './kpis.ts'

test('visitors lead whole days, sessions lead rolling hours', () => {
  expect([kpisOf('30d')[0], kpisOf('today')[0], kpisOf('24h')[0], kpisOf('1h')[0]]).toEqual([
    'daily_visitor_count',
    'daily_visitor_count',
    'session_count',
    'session_count',
  ])
})

test('the chart never starts on a metric that its points cannot carry', () => {
  expect([chartMetric({ period: '7d' }), chartMetric({ period: 'today' })]).toEqual([
    'daily_visitor_count',
    'session_count',
  ])
  expect(chartMetric({ period: 'today', metric: 'bounce_rate' })).toBe('bounce_rate')
})
