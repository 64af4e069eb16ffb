import type { About, AbuseRow, Annotation, LoginState, Notice, OutcomeRow, Site, SiteChange } from '@lethe/catalogue'
import { queryOptions } from '@tanstack/react-query'
import { callApi } from './client.ts'

/** Where the API has everything about a site. */
export const siteUrl = (key: string) => `/api/sites/${encodeURIComponent(key)}`

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => callApi<LoginState>('/api/session', { signal }),
  staleTime: 60_000,
})

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => callApi<About>('/api/about', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What whoever runs the server should mend; for owners and admins. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: async ({ signal }) => (await callApi<{ data: readonly Notice[] }>('/api/notices', { signal })).data,
  staleTime: 30_000,
  refetchInterval: 60_000,
})

/** Looked at again while a site waits for its first pageview: its card says that it can be seen arriving. */
export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: async ({ signal }) => (await callApi<{ data: readonly Site[] }>('/api/sites', { signal })).data,
  staleTime: 10_000,
  refetchInterval: ({ state }) => (state.data?.some((site) => site.first_pageview_at === null) ? 5_000 : false),
})

/** One site with its snippet. */
export const siteQuery = (key: string) =>
  queryOptions({
    queryKey: ['site', key],
    queryFn: ({ signal }) => callApi<Site>(`${siteUrl(key)}?withSnippet=true`, { signal }),
    staleTime: 10_000,
  })

/** Outcomes by hour; `start` and `end` ISO 8601, end exclusive. */
export const outcomesQuery = (key: string, range: { readonly start: string; readonly end: string }) =>
  queryOptions({
    queryKey: ['outcomes', key, range],
    queryFn: async ({ signal }) => {
      const path = `${siteUrl(key)}/outcomes?${new URLSearchParams({ ...range })}`
      return (await callApi<{ data: readonly OutcomeRow[] }>(path, { signal })).data
    },
  })

/** Networks whose requests were refused in the last minutes; for owners and admins. */
export const abuseQuery = (key: string) =>
  queryOptions({
    queryKey: ['abuse', key],
    queryFn: async ({ signal }) =>
      (await callApi<{ data: readonly AbuseRow[] }>(`${siteUrl(key)}/abuse_log`, { signal })).data,
    refetchInterval: 30_000,
  })

/** What the charts of a site must say, newest first; `start` and `end` ISO 8601, end exclusive. */
export const annotationsQuery = (key: string, range: { readonly start: string; readonly end: string }) =>
  queryOptions({
    queryKey: ['annotations', key, range],
    queryFn: async ({ signal }) => {
      const path = `${siteUrl(key)}/annotations?${new URLSearchParams({ ...range })}`
      return (await callApi<{ data: readonly Annotation[] }>(path, { signal })).data
    },
    staleTime: 30_000,
  })

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** Everything that changes something. */
export const writes = {
  logIn: (body: Credentials) => callApi<LoginState>('/api/login', { method: 'POST', body }),
  logOut: () => callApi<unknown>('/api/logout', { method: 'POST' }),
  setUp: (body: Credentials & { readonly token: string; readonly name?: string }) =>
    callApi<LoginState>('/api/setup', { method: 'POST', body }),
  addSite: (body: SiteChange) => callApi<Site>('/api/sites', { method: 'POST', body }),
  saveSite: (key: string, body: SiteChange) => callApi<Site>(siteUrl(key), { method: 'PUT', body: { key, ...body } }),
  deleteSite: (key: string) => callApi<unknown>(siteUrl(key), { method: 'DELETE' }),
}
