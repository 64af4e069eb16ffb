import { useTotals } from '../../api/use-report.ts'

/** The period as the server understands it: only it knows where the days of the site begin; its answers name them. */
export function usePeriodRange() {
  const { data, error } = useTotals(['pageview_count'])
  const range = data?.meta && { start: data.meta.start, end: data.meta.end }
  return { range: range ?? { start: '', end: '' }, isKnown: range !== undefined, error }
}
