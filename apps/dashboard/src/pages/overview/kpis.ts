import { DIMENSIONS, type MetricName } from '@lethe/catalogue'
import { isHourly, isWholeDays } from '../../view/periods.ts'
import type { View } from '../../view/view.ts'

const REST = ['session_count', 'pageview_count', 'views_per_session', 'bounce_rate', 'session_duration_ms'] as const

/** Unique visitors are known for whole days and whole sessions only. */
const knowsVisitors = ({ period, filters }: Pick<View, 'period' | 'filters'>) =>
  isWholeDays(period) && filters.every(({ dimension }) => DIMENSIONS[dimension].scope === 'session')

/** Figures of the strip; unique visitors lead where they are knowable, sessions lead elsewhere. */
export const kpisOf = (view: Pick<View, 'period' | 'filters'>): readonly MetricName[] =>
  knowsVisitors(view) ? ['daily_visitor_count', ...REST] : REST

/** The metric of the chart: the chosen one, else the first that can be drawn over this period. */
export function chartMetric(view: Pick<View, 'metric' | 'period' | 'filters'>): MetricName {
  if (view.metric !== undefined) return view.metric
  return isHourly(view.period) ? 'session_count' : (kpisOf(view)[0] ?? 'session_count')
}
