import type { PathTemplate } from '@lethe/catalogue'
import { queryOptions } from '@tanstack/react-query'
import { callApi } from './client.ts'
import { siteUrl } from './queries.ts'

/** What was learnt of the paths of a site, the newest first. */
export const pathTemplatesQuery = (key: string) =>
  queryOptions({
    queryKey: ['path_templates', key],
    queryFn: async ({ signal }) =>
      (await callApi<{ data: readonly PathTemplate[] }>(`${siteUrl(key)}/path_templates`, { signal })).data,
    staleTime: 10_000,
  })

/** Forgets a learnt path: for good, or so that it may be learnt again. */
export const forgetPathTemplate = (key: string, choice: { readonly template: string; readonly mayReturn: boolean }) =>
  callApi<unknown>(
    `${siteUrl(key)}/path_templates?${new URLSearchParams({
      template: choice.template,
      may_return: String(choice.mayReturn),
    })}`,
    { method: 'DELETE' },
  )
