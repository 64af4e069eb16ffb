import type { Reason } from './outcomes.ts'

/** What an entry of a list may look like; `expected` is what a refused one is answered with. */
export const FILTER_ENTRY_KINDS = {
  origin: 'a hostname such as example.com, *.example.com or example.com:8443, or an origin such as https://example.com',
  hostname: 'a hostname without wildcard, port or path, such as spam.example',
  network: 'an IP address or a network, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32',
  country: 'a country by its two letters (ISO 3166-1), such as DE, or ZZ for an unknown one',
  path: 'a path that begins with / and has no ? or #, in which ** stands between slashes, such as /admin/**',
  event_name: 'an event name: letters, digits and _ . -, with * for anything, such as debug_*',
  environment: 'the name of an environment: letters, digits and _ . -, such as staging',
} as const

export type FilterEntryKind = keyof typeof FILTER_ENTRY_KINDS

interface Definition {
  readonly label: string
  /** For the owner: what is left out, and how to write an entry. */
  readonly help: string
  /** The reason under `filtered` that is counted. */
  readonly reason: Reason<'filtered'>
  /** What stored rows know of it, so that a dry run can tell; null when nothing is kept to tell it from. */
  readonly column: 'hostname' | 'country' | 'path' | 'event_name' | 'referrer_hostname' | 'environment' | null
}

/** An empty list refuses nothing. */
interface ListFilter extends Definition {
  readonly entries: FilterEntryKind
  /** Entries that the form shows while there are none. */
  readonly example: string
  readonly max_entries: number
}

interface SwitchFilter extends Definition {
  readonly entries: 'switch'
}

/**
 * Inbound filters that a site sets under `inbound_filters`, in the order of the form. Settings, API schema, reference, form and
 * dry run derive from this. `filter_bots`, `filter_localhost` and `sampling` are settings of the site itself.
 */
export const INBOUND_FILTERS = {
  origin_allowlist: {
    label: 'Allowed origins',
    help: 'Only pages on these hosts are counted. *.example.com stands for every host below example.com, not for example.com itself. A port or https:// is compared with what the browser says of the page.',
    entries: 'origin',
    example: 'example.com\n*.example.com',
    max_entries: 200,
    reason: 'origin_not_allowed',
    column: 'hostname',
  },
  allowed_environments: {
    label: 'Known environments',
    help: 'Only these environments are counted; a page that names none is production. Without a list, every name is taken, up to 20 at a time.',
    entries: 'environment',
    example: 'production\nstaging',
    max_entries: 20,
    reason: 'environment_unknown',
    column: 'environment',
  },
  blocked_networks: {
    label: 'Blocked networks',
    help: 'Visits from these addresses are not counted, for example those of your own office.',
    entries: 'network',
    example: '203.0.113.0/24\n2001:db8::/32',
    max_entries: 500,
    reason: 'network_blocked',
    column: null,
  },
  allowed_networks: {
    label: 'Allowed networks',
    help: 'Only visits from these addresses are counted, for example on an intranet. A blocked network goes before an allowed one.',
    entries: 'network',
    example: '10.0.0.0/8',
    max_entries: 500,
    reason: 'network_not_allowed',
    column: null,
  },
  blocked_countries: {
    label: 'Blocked countries',
    help: 'Visits from these countries are not counted. ZZ stands for addresses whose country is not known.',
    entries: 'country',
    example: 'AQ',
    max_entries: 250,
    reason: 'country_blocked',
    column: 'country',
  },
  allowed_countries: {
    label: 'Allowed countries',
    help: 'Only visits from these countries are counted. A blocked country goes before an allowed one.',
    entries: 'country',
    example: 'DE\nAT\nCH',
    max_entries: 250,
    reason: 'country_blocked',
    column: 'country',
  },
  blocked_paths: {
    label: 'Blocked paths',
    help: 'Pages with these paths are not counted. * stands for anything within a segment, ** for any number of segments: /admin/** is /admin and everything below it. Upper and lower case differ; a slash at the end makes no difference.',
    entries: 'path',
    example: '/admin/**\n/*/preview',
    max_entries: 200,
    reason: 'path_blocked',
    column: 'path',
  },
  blocked_referrers: {
    label: 'Blocked referrers',
    help: 'Visits that name these hosts, or hosts below them, as where they came from are not counted.',
    entries: 'hostname',
    example: 'spam.example',
    max_entries: 500,
    reason: 'spam_referrer',
    column: 'referrer_hostname',
  },
  blocked_event_names: {
    label: 'Blocked events',
    help: 'Events with these names are not counted. * stands for anything.',
    entries: 'event_name',
    example: 'debug_*',
    max_entries: 200,
    reason: 'event_blocked',
    column: 'event_name',
  },
  allowed_event_names: {
    label: 'Allowed events',
    help: 'Of events, only those with these names are counted; pageviews and the rest are not touched. A blocked name goes before an allowed one.',
    entries: 'event_name',
    example: 'signup\norder_*',
    max_entries: 200,
    reason: 'event_blocked',
    column: 'event_name',
  },
  filter_spam_referrers: {
    label: 'Leave out referrer spam',
    help: 'Visits that name a site of a public list of spammers as where they came from are not counted.',
    entries: 'switch',
    reason: 'spam_referrer',
    column: 'referrer_hostname',
  },
  filter_prerender: {
    label: 'Leave out prerendered pages',
    help: 'Pages that a browser prepared and has not shown yet are not counted. Our script waits until they are shown; this is for other scripts.',
    entries: 'switch',
    reason: 'prerender',
    column: null,
  },
} as const satisfies Readonly<Record<string, ListFilter | SwitchFilter>>

export type InboundFilterName = keyof typeof INBOUND_FILTERS

/** Filters of one site: a switch is a boolean, everything else a list of entries as they were typed. */
export type InboundFilters = {
  readonly [Name in InboundFilterName]: (typeof INBOUND_FILTERS)[Name]['entries'] extends 'switch'
    ? boolean
    : readonly string[]
}

/** Names of the filters that are lists. */
export type ListFilterName = {
  [Name in InboundFilterName]: InboundFilters[Name] extends boolean ? never : Name
}[InboundFilterName]

/** Every filter, in the order of the form. */
export const INBOUND_FILTER_NAMES = Object.keys(INBOUND_FILTERS) as InboundFilterName[]

/** Whether a filter is a list of entries, not a switch. */
export const isListFilter = (name: InboundFilterName): name is ListFilterName =>
  INBOUND_FILTERS[name].entries !== 'switch'

/** Longest entry, in characters. */
export const FILTER_ENTRY_CHARS = 300

const filtersWith = (isOn: boolean): InboundFilters =>
  Object.fromEntries(
    INBOUND_FILTER_NAMES.map((name) => [name, isListFilter(name) ? [] : isOn]),
  ) as unknown as InboundFilters

/** Filters of a site whose owner has changed none: no lists, every switch on. */
export const DEFAULT_INBOUND_FILTERS: InboundFilters = filtersWith(true)

/** Filters that refuse nothing. */
export const NO_INBOUND_FILTERS: InboundFilters = filtersWith(false)

/** Body of `POST /api/sites/:key/inbound_filters/dry_run`: what is left out stays as the site has it. */
export type FilterDryRunRequest = Partial<InboundFilters>

/** Why a dry run cannot tell: nothing of it is kept, or fewer sessions than the site's `k_threshold` are meant. */
export const DRY_RUN_GAPS = {
  not_kept:
    'Cannot be known: nothing that is stored tells it. Addresses are never kept, and what was not shown was not counted.',
  too_few: 'Fewer sessions than this site shows.',
} as const

export type DryRunGap = keyof typeof DRY_RUN_GAPS

/** What one filter would have refused; the counts are null where `gap` says why. */
export interface FilterDryRunRule {
  readonly filter: InboundFilterName
  readonly item_count: number | null
  /** Sessions with at least one such item. */
  readonly session_count: number | null
  readonly gap: DryRunGap | null
}

/** What filters would have refused of the last hour, one by one; only those that are set. */
export interface FilterDryRun {
  /** ISO 8601, to the minute, UTC; end exclusive. */
  readonly start: string
  readonly end: string
  /** Everything that was stored in that time; null for fewer sessions than the site shows. */
  readonly item_count: number | null
  readonly session_count: number | null
  readonly rules: readonly FilterDryRunRule[]
}
