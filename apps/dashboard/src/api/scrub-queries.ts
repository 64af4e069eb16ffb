import type { ScrubSum, TrialAnswer, TrialRequest } from '@lethe/catalogue'
import { queryOptions } from '@tanstack/react-query'
import { callApi } from './client.ts'
import { siteUrl } from './queries.ts'

/** What was taken out of values, by kind and place; `start` and `end` ISO 8601, end exclusive. */
export const scrubsQuery = (key: string, range: { readonly start: string; readonly end: string }) =>
  queryOptions({
    queryKey: ['scrubs', key, range],
    queryFn: async ({ signal }) => {
      const path = `${siteUrl(key)}/scrubs?${new URLSearchParams({ ...range })}`
      return (await callApi<{ data: readonly ScrubSum[] }>(path, { signal })).data
    },
  })

/** Asks what would be stored of a text. In the body, since addresses end up in logs and histories. */
export const tryText = (key: string, body: TrialRequest) =>
  callApi<TrialAnswer>(`${siteUrl(key)}/depersonalize`, { method: 'POST', body })
