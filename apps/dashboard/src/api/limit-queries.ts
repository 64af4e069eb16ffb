import type { QuotaState, ValueLimitRow } from '@lethe/catalogue'
import { queryOptions } from '@tanstack/react-query'
import { callApi } from './client.ts'
import { siteUrl } from './queries.ts'

const REFRESH_MS = 60_000

/** How much of the day's quota is used up. */
export const quotaQuery = (key: string) =>
  queryOptions({
    queryKey: ['quota', key],
    queryFn: ({ signal }) => callApi<QuotaState>(`${siteUrl(key)}/quota`, { signal }),
    refetchInterval: REFRESH_MS,
  })

/** How full columns are today, those that overflowed most first. */
export const valueLimitsQuery = (key: string) =>
  queryOptions({
    queryKey: ['value_limits', key],
    queryFn: async ({ signal }) =>
      (await callApi<{ data: readonly ValueLimitRow[] }>(`${siteUrl(key)}/value_limits`, { signal })).data,
    refetchInterval: REFRESH_MS,
  })
