import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Rows } from '../api/ask.ts'
import { annotationsQuery } from '../api/queries.ts'
import { useSite } from '../api/use-report.ts'
import { type ChartNote, chartNotes } from './chart-notes.ts'

/** The notes that belong on a time series; a chart without them is better than none, so failures stay silent. */
export function useNotes(rows: Rows | undefined): readonly ChartNote[] | undefined {
  const site = useSite()
  const range = { start: rows?.meta.start ?? '', end: rows?.meta.end ?? '' }
  const { data } = useQuery({
    ...annotationsQuery(site.key, range),
    placeholderData: keepPreviousData,
    enabled: rows !== undefined,
  })
  return useMemo(() => {
    if (rows === undefined || data === undefined || data.length === 0) return undefined
    const stamps = rows.data.map((row) => String(row.ts))
    return chartNotes(data, { stamps, timezone: rows.meta.timezone })
  }, [rows, data])
}
