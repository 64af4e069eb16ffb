import type { MetricName, QueryRequest, QueryRow, Site } from '@lethe/catalogue'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { dayAfter, refreshMs } from '../view/periods.ts'
import { useView } from '../view/use-view.ts'
import type { View } from '../view/view.ts'
import { askEach, askRows, type EachTotal, type Rows } from './ask.ts'

/** The site of the page, known to everything below the site's frame. */
export const SiteContext = createContext<Site | undefined>(undefined)

/** The site of the page. */
export function useSite(): Site {
  const site = useContext(SiteContext)
  if (site === undefined) throw new Error('outside of a site')
  return site
}

type Question = Omit<QueryRequest, 'site' | 'time' | 'start' | 'end' | 'filters' | 'environment' | 'compare'>

/** The part of a request that the address decides. */
export function requestOf(site: string, view: View): Omit<QueryRequest, 'kind' | 'aggregate'> {
  return {
    site,
    time: view.period,
    ...(view.start !== undefined && { start: view.start }),
    ...(view.end !== undefined && { end: dayAfter(view.end) }),
    ...(view.filters.length > 0 && { filters: view.filters }),
    ...(view.environment !== undefined && { environment: view.environment }),
  }
}

/** Rows for the view in the address; the last answer stays visible while a new one is on its way. */
export function useRows<Row = QueryRow>(
  question: Question,
  { compares = false, enabled = true }: { compares?: boolean; enabled?: boolean } = {},
): UseQueryResult<Rows<Row>> {
  const { view } = useView()
  const site = useSite()
  const request: QueryRequest = {
    ...requestOf(site.key, view),
    ...question,
    ...(compares && view.compare && { compare: 'previous_time_range' }),
  }
  return useQuery({
    queryKey: ['rows', request],
    queryFn: ({ signal }) => askRows<Row>(request, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs(view.period),
    enabled,
  })
}

/** One cell per metric for the view in the address, or why there is none. */
export function useTotals(aggregate: readonly MetricName[]): UseQueryResult<EachTotal> {
  const { view } = useView()
  const site = useSite()
  const request = {
    ...requestOf(site.key, view),
    aggregate,
    ...(view.compare && { compare: 'previous_time_range' as const }),
  }
  return useQuery({
    queryKey: ['totals', request],
    queryFn: ({ signal }) => askEach(request, signal),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMs(view.period),
  })
}
