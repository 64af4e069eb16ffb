import type { MetricName } from '@lethe/catalogue'
import { useMemo } from 'react'
import { useRows } from '../api/use-report.ts'
import { ProblemNote } from '../ui/Problem.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { LineChart } from './LineChart.tsx'
import { seriesModel } from './series-model.ts'
import { useNotes } from './use-notes.ts'

interface Props {
  readonly metric: MetricName
  readonly height: number
  readonly compares?: boolean
}

/** A metric over the period of the address. */
export function MetricChart({ metric, height, compares = true }: Props) {
  const { data, error, isPlaceholderData, refetch } = useRows({ kind: 'timeseries', aggregate: [metric] }, { compares })
  // While another metric is on its way the last answer belongs to the former one and cannot be drawn as this one.
  const rows = data?.data.some((row) => metric in row) || data?.data.length === 0 ? data : undefined
  const notes = useNotes(rows)
  const model = useMemo(() => {
    if (rows === undefined) return undefined
    return { ...seriesModel(rows, metric), ...(notes !== undefined && notes.length > 0 && { notes }) }
  }, [rows, metric, notes])
  if (error !== null && (data === undefined || isPlaceholderData))
    return (
      <div className="chart-problem" style={{ height }}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    )
  if (model === undefined) return <Skeleton height={height} />
  return <LineChart model={model} height={height} isStale={isPlaceholderData} />
}
