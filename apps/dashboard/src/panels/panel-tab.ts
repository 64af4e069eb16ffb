import { DIMENSIONS, type DimensionName, type MetricName } from '@lethe/catalogue'

/** A tab of a panel: values of one dimension by one metric. */
export interface PanelTab {
  readonly dimension: DimensionName
  readonly label: string
  readonly metric: MetricName
}

/** Tabs of a panel; sessions where the dimension belongs to the session, else the metric named. */
export function panelTabs(
  tabs: Readonly<Partial<Record<DimensionName, string>>>,
  itemMetric: MetricName = 'pageview_count',
): readonly PanelTab[] {
  return (Object.entries(tabs) as [DimensionName, string][]).map(([dimension, label]) => ({
    dimension,
    label,
    metric: DIMENSIONS[dimension].scope === 'session' ? 'session_count' : itemMetric,
  }))
}
