import { METRICS } from '@lethe/catalogue'
import { lazy, Suspense, useMemo } from 'react'
import { useRows } from '../../api/use-report.ts'
import { formatMetric } from '../../format/format.ts'
import { useView } from '../../view/use-view.ts'

const WorldMap = lazy(async () => ({ default: (await import('../../charts/WorldMap.tsx')).WorldMap }))
const ALL_COUNTRIES = 250
const METRIC = 'session_count'

/** The map above the list of countries; its code comes when it is needed. */
export function CountryMap() {
  const { toggle } = useView()
  const { data } = useRows({
    kind: 'breakdown',
    aggregate: [METRIC],
    group_by: 'country',
    order_by: [`-${METRIC}`],
    page_size: ALL_COUNTRIES,
  })
  const values = useMemo(
    () => new Map((data?.data ?? []).map((row) => [String(row.country), Number(row[METRIC] ?? 0)])),
    [data],
  )
  return (
    <div className="map-place">
      <Suspense>
        <WorldMap
          values={values}
          print={(value) => `${formatMetric(METRIC, value)} ${METRICS[METRIC].label.toLowerCase()}`}
          onPick={(country) => toggle({ dimension: 'country', operator: 'eq', value: country })}
        />
      </Suspense>
    </div>
  )
}
