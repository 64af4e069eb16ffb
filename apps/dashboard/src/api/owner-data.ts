import type { Deletion, DeletionRequest, ExportFormat, Storage } from '@lethe/catalogue'
import { queryOptions } from '@tanstack/react-query'
import { callApi, callFile } from './client.ts'
import { siteUrl } from './queries.ts'

/** What is stored of a site, and when the first of it goes. */
export const storageQuery = (key: string) =>
  queryOptions({
    queryKey: ['storage', key],
    queryFn: ({ signal }) => callApi<Storage>(`${siteUrl(key)}/storage`, { signal }),
  })

/** Records of what was deleted, newest first; looked at again while one is not done. */
export const deletionsQuery = (key: string) =>
  queryOptions({
    queryKey: ['deletions', key],
    queryFn: async ({ signal }) =>
      (await callApi<{ data: readonly Deletion[] }>(`${siteUrl(key)}/deletions`, { signal })).data,
    refetchInterval: ({ state }) => (state.data?.some((record) => record.state === 'running') ? 1_000 : false),
  })

export const deleteData = (key: string, body: DeletionRequest) =>
  callApi<Deletion>(`${siteUrl(key)}/delete`, { method: 'POST', body })

/** The whole file, under the name that the server gives it. */
export const exportRows = (key: string, format: ExportFormat) =>
  callFile(`${siteUrl(key)}/export`, { method: 'POST', body: { format } })
