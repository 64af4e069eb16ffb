import type { MetricName } from '@lethe/catalogue'
import { isHourly, isWholeDays } from '../../view/periods.ts'
import type { View } from '../../view/view.ts'

/** Figures of the strip; unique visitors lead where they are knowable, sessions lead elsewhere. */
export function kpisOf(period: View['period']): readonly MetricName[] {
  const rest = ['session_count', 'pageview_count', 'views_per_session', 'bounce_rate', 'session_duration_ms'] as const
  return isWholeDays(period) ? ['daily_visitor_count', ...rest] : rest
}

/** The metric of the chart: the chosen one, else the first that can be drawn over this period. */
export function chartMetric({ metric, period }: Pick<View, 'metric' | 'period'>): MetricName {
  if (metric !== undefined) return metric
  return isHourly(period) ? 'session_count' : (kpisOf(period)[0] ?? 'session_count')
}
