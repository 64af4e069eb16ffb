import {
  INBOUND_FILTER_NAMES,
  INBOUND_FILTERS,
  type InboundFilterName,
  type InboundFilters,
  isListFilter,
  type ListFilterName,
  type Site,
  type SiteChange,
} from '@lethe/catalogue'
import { ApiError } from '../../api/errors.ts'

/** Switches that are settings of the site itself, beside those of `inbound_filters`. */
export const SITE_FILTERS = [
  {
    key: 'filter_bots',
    label: 'Leave out bots',
    hint: 'Visits of programs are not counted: the user agent says so, or the page finds that it is driven.',
  },
  {
    key: 'filter_localhost',
    label: 'Leave out localhost',
    hint: 'Visits of pages on a local address are not counted.',
  },
] as const satisfies readonly { key: keyof Site; label: string; hint: string }[]

type SiteSwitches = Pick<Site, (typeof SITE_FILTERS)[number]['key']>

/** Filters as typed: lists one entry a line. */
export type FilterDraft = SiteSwitches & {
  readonly sampling: number
  /** NaN for none. */
  readonly quota: number
  readonly lists: Readonly<Record<ListFilterName, string>>
  readonly switches: Readonly<Partial<Record<InboundFilterName, boolean>>>
}

/** Names of the filters that are lists, in the order of the form. */
export const LIST_FILTERS: readonly ListFilterName[] = INBOUND_FILTER_NAMES.filter(isListFilter)

/** Names of the others. */
export const SWITCH_FILTERS: readonly InboundFilterName[] = INBOUND_FILTER_NAMES.filter((name) => !isListFilter(name))

export function filterDraftOf(site: Site): FilterDraft {
  const { inbound_filters, sampling, filter_bots, filter_localhost } = site
  const lists = LIST_FILTERS.map((name) => [name, inbound_filters[name].join('\n')])
  const switches = SWITCH_FILTERS.map((name) => [name, inbound_filters[name]])
  return {
    filter_bots,
    filter_localhost,
    sampling,
    quota: site.quota_items_per_day ?? Number.NaN,
    lists: Object.fromEntries(lists) as FilterDraft['lists'],
    switches: Object.fromEntries(switches),
  }
}

/** The filters that the draft means. */
export function inboundFiltersOf({ lists, switches }: FilterDraft): InboundFilters {
  const entries = LIST_FILTERS.map((name) => [name, once(lists[name].split('\n'))])
  return { ...Object.fromEntries(entries), ...switches } as unknown as InboundFilters
}

export const filterChangeOf = (site: Site, draft: FilterDraft): SiteChange => ({
  name: site.name,
  filter_bots: draft.filter_bots,
  filter_localhost: draft.filter_localhost,
  sampling: draft.sampling,
  quota_items_per_day: Number.isNaN(draft.quota) ? null : draft.quota,
  inbound_filters: inboundFiltersOf(draft),
})

const once = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()).filter(Boolean))]

/** What the server says of one of the entries, with the entry; null when its refusal is about something else. */
export function refusedEntry(error: unknown, sent: InboundFilters): string | null {
  for (const { path, expected } of error instanceof ApiError ? (error.problem.details ?? []) : []) {
    const [, list, at] = /^(?:inbound_filters\.)?([a-z_]+)\.(\d+)$/.exec(path) ?? []
    const name = LIST_FILTERS.find((each) => each === list)
    const entry = name && sent[name][Number(at)]
    if (entry) return `${INBOUND_FILTERS[name].label}: “${entry}” cannot be taken. Expected: ${expected}.`
  }
  return null
}
