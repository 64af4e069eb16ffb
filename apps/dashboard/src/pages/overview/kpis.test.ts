import { expect, test } from 'vitest'
import { chartMetric, kpisOf } from './kpis.ts'

const filters = [] as const
const page = { dimension: 'path', operator: 'eq', value: '/' } as const
const country = { dimension: 'country', operator: 'eq', value: 'DE' } as const

test('visitors lead whole days of whole sessions, sessions lead the rest', () => {
  const first = (view: Parameters<typeof kpisOf>[0]) => kpisOf(view)[0]
  expect([first({ period: '30d', filters }), first({ period: 'today', filters: [country] })]).toEqual([
    'daily_visitor_count',
    'daily_visitor_count',
  ])
  expect([first({ period: '24h', filters }), first({ period: '30d', filters: [country, page] })]).toEqual([
    'session_count',
    'session_count',
  ])
})

test('the chart never starts on a metric that its points cannot carry', () => {
  expect(chartMetric({ period: '7d', filters })).toBe('daily_visitor_count')
  expect(chartMetric({ period: 'today', filters })).toBe('session_count')
  expect(chartMetric({ period: 'today', filters, metric: 'bounce_rate' })).toBe('bounce_rate')
})
