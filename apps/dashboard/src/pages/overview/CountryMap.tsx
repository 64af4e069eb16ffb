import { METRICS } from '@lethe/catalogue'
import { lazy, Suspense, useMemo } from 'react'

import { formatMetric } from '../../format/format.ts'
import { useBreakdown } from '../../panels/use-breakdown.ts'
import { useView } from '../../view/use-view.ts'

const WorldMap = lazy(async () => ({ default: (await import('../../charts/WorldMap.tsx')).WorldMap }))
const ALL_COUNTRIES = 250

/** The map beside the list of countries; its code comes when it is needed. */
export function CountryMap() {
  const { toggle } = useView()
  const { rows, metric } = useBreakdown({ dimension: 'country', metric: 'session_count', page_size: ALL_COUNTRIES })
  const values = useMemo(
    () => new Map((rows?.data ?? []).map((row) => [String(row.country), Number(row[metric] ?? 0)])),
    [rows, metric],
  )
  return (
    <div className="map-place">
      <Suspense>
        <WorldMap
          values={values}
          print={(value) => `${formatMetric(metric, value)} ${METRICS[metric].label.toLowerCase()}`}
          onPick={(country) => toggle({ dimension: 'country', operator: 'eq', value: country })}
        />
      </Suspense>
    </div>
  )
}
