import type { Site, SiteChange } from '@lethe/catalogue'

/** Settings that are switches, with the words of the form. */
export const SWITCHES = [
  { key: 'webvitals_enabled', label: 'Web Vitals', hint: 'Measure how fast pages are for visitors.' },
  { key: 'errors_enabled', label: 'Errors', hint: 'Collect uncaught errors and rejections, depersonalised.' },
  {
    key: 'honor_gpc',
    label: 'Honour Global Privacy Control',
    hint: 'Visitors whose browser sends this signal are not counted.',
  },
  { key: 'honor_dnt', label: 'Honour Do Not Track', hint: 'The older signal, treated alike.' },
  {
    key: 'include_fragment',
    label: 'Keep the fragment of addresses',
    hint: 'For sites whose pages differ after the # only. Fragments are depersonalised like paths. The snippet says so to the script: paste it again after a change.',
  },
] as const satisfies readonly { key: keyof Site; label: string; hint: string }[]

/** The form's state: like a site, with the query keys as typed. */
export type Draft = Omit<Site, 'query_params'> & { readonly query_params: string }

export const draftOf = (site: Site): Draft => ({ ...site, query_params: site.query_params.join(', ') })

/** What the form sends: the changeable settings only. */
export function changeOf(draft: Draft): SiteChange {
  return {
    name: draft.name.trim(),
    timezone: draft.timezone,
    retention_days: draft.retention_days,
    k_threshold: draft.k_threshold,
    query_params: [...new Set(draft.query_params.split(/[\s,]+/).filter(Boolean))],
    ...Object.fromEntries(SWITCHES.map(({ key }) => [key, draft[key]])),
  }
}
