import { BUCKETS_OF_RANGE, type TimeRange } from '@lethe/catalogue'
import type { View } from './view.ts'

/** Periods of the picker with their keys. */
export const PERIODS = [
  { period: 'today', label: 'Today', key: 't' },
  { period: 'yesterday', label: 'Yesterday', key: 'y' },
  { period: '24h', label: 'Last 24 hours', key: 'h' },
  { period: '7d', label: 'Last 7 days', key: 'w' },
  { period: '30d', label: 'Last 30 days', key: 'm' },
  { period: 'mtd', label: 'Month to date', key: 'n' },
  { period: '12m', label: 'Last 12 months', key: 'a' },
] as const satisfies readonly { period: TimeRange; label: string; key: string }[]

const OTHER_LABELS: Partial<Record<TimeRange, string>> = {
  '1h': 'Last hour',
  '3d': 'Last 3 days',
  '14d': 'Last 14 days',
  '4w': 'Last 4 weeks',
  '180d': 'Last 180 days',
  '3m': 'Last 3 months',
  '6m': 'Last 6 months',
  '24m': 'Last 24 months',
  ytd: 'Year to date',
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** The period in words. */
export function periodLabel({ period, start, end }: Pick<View, 'period' | 'start' | 'end'>): string {
  if (period === 'custom' && start !== undefined && end !== undefined)
    return day.formatRange(new Date(`${start}T00:00Z`), new Date(`${end}T00:00Z`))
  return PERIODS.find((one) => one.period === period)?.label ?? OTHER_LABELS[period] ?? period
}

const ROLLING = new Set<TimeRange>(['1h', '24h'])

/** Unique visitors are known per whole day only; rolling periods lead with sessions instead. */
export const isWholeDays = (period: TimeRange): boolean => !ROLLING.has(period)

/** True when the chart of this period has a point per hour or finer. */
export const isHourly = (period: TimeRange): boolean => ['hour', 'minute'].includes(BUCKETS_OF_RANGE[period][0] ?? '')

/** How often figures are asked for anew while the page is visible, in ms. */
export const refreshMs = (period: TimeRange): number => (['today', '24h', '1h'].includes(period) ? 4_000 : 30_000)

/** The day after an ISO date: the API's end is exclusive, the picker's is not. */
export function dayAfter(date: string): string {
  const at = new Date(`${date}T00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
