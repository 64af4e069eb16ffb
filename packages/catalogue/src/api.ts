import type { AnnotationKind } from './annotations.ts'
import type { ColumnName } from './columns.ts'
import type { DimensionName } from './dimensions.ts'
import type { InboundFilters } from './inbound-filters.ts'
import type { MetricName } from './metrics.ts'
import type { OutcomeName } from './outcomes.ts'
import type { PrivacyNotice } from './privacy-notice.ts'
import type { ScrubSettings } from './scrub-settings.ts'
import type { ScrubPosition, ScrubType } from './scrubs.ts'

/** Shapes of the HTTP API, shared by the server's schemas and the dashboard. Times are ISO 8601 UTC unless a key ends in `_at` (epoch ms). */

export const QUERY_KINDS = ['aggregation', 'breakdown', 'timeseries', 'error_groups', 'search_options'] as const
export type QueryKind = (typeof QUERY_KINDS)[number]

/** Operators of a filter; `in` takes a list, `regex` an RE2 pattern. */
export const FILTER_OPERATORS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'startsWith',
  'endsWith',
  'contains',
  'in',
  'regex',
] as const
export type FilterOperator = (typeof FILTER_OPERATORS)[number]

/** `1h` and `24h` roll; `Nd`, `Nw`, `Nm` are whole days of the time zone, today included; `custom` takes `start` and `end`. */
export const TIME_RANGES = [
  '1h',
  '24h',
  'today',
  'yesterday',
  '3d',
  '7d',
  '14d',
  '30d',
  '4w',
  'mtd',
  '180d',
  '3m',
  '6m',
  '12m',
  '24m',
  'ytd',
  'custom',
] as const
export type TimeRange = (typeof TIME_RANGES)[number]

/** Lengths into which a time series is cut. */
export const TIME_BUCKETS = ['minute', 'hour', 'day', 'week', 'month'] as const
export type TimeBucket = (typeof TIME_BUCKETS)[number]

/** Buckets a range may be cut into; the first is the default. */
export const BUCKETS_OF_RANGE: Readonly<Record<TimeRange, readonly TimeBucket[]>> = {
  '1h': ['minute'],
  '24h': ['hour'],
  today: ['hour'],
  yesterday: ['hour'],
  '3d': ['hour', 'day'],
  '7d': ['day', 'hour'],
  '14d': ['day', 'hour'],
  '30d': ['day', 'hour', 'week'],
  '4w': ['day', 'hour', 'week'],
  mtd: ['day', 'hour', 'week'],
  '180d': ['day', 'week', 'month'],
  '3m': ['day', 'week', 'month'],
  '6m': ['week', 'day', 'month'],
  '12m': ['month', 'day', 'week'],
  '24m': ['month', 'day', 'week'],
  ytd: ['month', 'day', 'week'],
  custom: ['day', 'hour', 'week', 'month'],
}

/** One condition: `{dimension: 'country', operator: 'eq', value: 'DE'}`. */
export interface Filter {
  readonly dimension: DimensionName
  readonly operator: FilterOperator
  readonly value: string | number | readonly (string | number)[]
}

/** Filters nest: `{and: [...]}`, `{or: [...]}` or a single filter. */
export type FilterTree = Filter | { readonly and: readonly FilterTree[] } | { readonly or: readonly FilterTree[] }

/** Body of `POST /api/sites/query`. */
export interface QueryRequest {
  readonly site: string
  readonly kind: QueryKind
  readonly aggregate: readonly MetricName[]
  /** Required for `breakdown` and `search_options`. */
  readonly group_by?: DimensionName
  readonly time?: TimeRange
  /** ISO 8601, with `time: 'custom'`; `end` is exclusive. A date without time is midnight in `timezone`. */
  readonly start?: string
  readonly end?: string
  /** IANA name; default: the site's. */
  readonly timezone?: string
  readonly time_bucket?: TimeBucket
  readonly filters?: readonly FilterTree[]
  readonly filters_behavior?: 'and' | 'or'
  /** Metric or dimension names, `-` in front for descending. Default: first metric, descending. */
  readonly order_by?: readonly string[]
  readonly compare?: 'previous_time_range'
  readonly environment?: string
  /** `search_options`, `breakdown`, `error_groups`: keep values that contain this text, any case. */
  readonly search?: string
  readonly page?: number
  readonly page_size?: number
}

/** A percentile's reliability: number of samples and the 95 % interval, in the metric's unit. */
export interface Interval {
  readonly sample_count: number
  readonly low: number | null
  readonly high: number | null
}

/** One metric of an aggregation, with the value of the previous time range when asked for. */
export interface AggregationCell {
  readonly value: number | null
  readonly previous_time_range_value?: number | null
  /** Fraction: 0.086 is +8.6 %; null when the previous value is 0 or unknown. */
  readonly previous_time_range_change_rate?: number | null
  /** Percentiles and shares only. */
  readonly interval?: Interval
}

/** One row of a breakdown or time series: the group (`ts` or the dimension) and the metrics under their own names. */
export interface QueryRow {
  readonly [name: string]:
    | string
    | number
    | null
    | readonly string[]
    | Readonly<Record<string, Interval | number | null>>
    | undefined
  /** By metric name; percentiles and shares only. */
  readonly intervals?: Readonly<Record<string, Interval>>
  /** The same row in the previous time range, with `compare`. */
  readonly previous?: Readonly<Record<string, number | null>>
}

/** The group of all values under the site's `k_threshold`; as a filter's value it means these. */
export const OTHER_VALUE = '(other)'

/** What an answer stands on: where it was read, for which time, and what it leaves out. */
export interface QueryMeta {
  readonly source: 'raw' | 'rollup'
  /** ISO 8601, end exclusive. */
  readonly start: string
  readonly end: string
  readonly timezone: string
  readonly sample_ratio: number
  /**
   * With a site's `k_threshold`: how many values are folded into `(other)`, whatever was searched for; 1 when the filters
   * left fewer sessions than that, or none, which an answer does not tell apart.
   */
  readonly threshold_hidden: number
  readonly elapsed_ms: number
}

/** Answer of `POST /api/sites/query`: cells by metric for an aggregation, rows for everything else. */
export type QueryResponse =
  | { readonly data: Readonly<Record<string, AggregationCell>>; readonly meta: QueryMeta }
  | {
      readonly data: readonly QueryRow[]
      readonly meta: QueryMeta
      readonly time_bucket?: TimeBucket
      readonly page?: number
      readonly page_size?: number
      readonly has_more?: boolean
    }

/** A row of kind `error_groups`: the metrics, and these facts of the group. */
export interface ErrorGroupRow {
  readonly key: string
  readonly error_type: string
  readonly message: string
  readonly frames: readonly string[]
  readonly error_count: number
  readonly session_count: number
  /** To the minute. */
  readonly first_seen: string
  readonly last_seen: string
}

/** A site's owner-facing settings. `key` names it in the API, `client_key` (32 hex) in the snippet. */
export interface Site {
  readonly key: string
  readonly client_key: string
  readonly name: string
  readonly timezone: string
  readonly webvitals_enabled: boolean
  readonly errors_enabled: boolean
  /** Percentage of sessions kept, 1 to 100. */
  readonly sampling: number
  readonly filter_bots: boolean
  readonly filter_localhost: boolean
  readonly honor_gpc: boolean
  readonly honor_dnt: boolean
  /** Query keys kept in page paths. */
  readonly query_params: readonly string[]
  readonly include_fragment: boolean
  readonly retention_days: number
  /** Values seen in fewer sessions than this fold into `(other)` when figures are read; 0 and 1 fold nothing. */
  readonly k_threshold: number
  /** What is looked for besides, or is not, when values are depersonalised. */
  readonly scrub_settings: ScrubSettings
  /** What is refused before anything is stored. */
  readonly inbound_filters: InboundFilters
  /** Collapse a position of page paths to `*` once it has had more than `learn_paths_limit` values. */
  readonly learn_paths: boolean
  readonly learn_paths_limit: number
  /** Most items that are stored in a day of the site's zone; null sets no limit. */
  readonly quota_items_per_day: number | null
  /** For the public page at `/privacy/:client_key`. */
  readonly privacy_notice: PrivacyNotice
  readonly created_at: number
  /** When something was last changed that the public privacy page tells. */
  readonly changed_at: number
  /** Null until the first pageview arrived. */
  readonly first_pageview_at: number | null
  /** With `?withSnippet=true`. */
  readonly snippet?: string
  /** The same for one version of the script, which the browser checks by its hash. */
  readonly snippet_pinned?: string
}

/** Body of creating or changing a site; what is left out keeps its value or gets its default. */
export type SiteChange = Partial<
  Omit<
    Site,
    | 'key'
    | 'client_key'
    | 'created_at'
    | 'changed_at'
    | 'first_pageview_at'
    | 'snippet'
    | 'snippet_pinned'
    | 'name'
    | 'inbound_filters'
  >
> & {
  readonly name: string
  /** A filter that is left out keeps its value. */
  readonly inbound_filters?: Partial<InboundFilters>
}

/** A person who may sign in. */
export interface Account {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly role: 'owner' | 'admin' | 'member' | 'viewer'
}

/** `GET /api/session`: who is signed in, and what the sign-in page must know. */
export interface LoginState {
  readonly account: Account | null
  /** False until an owner account exists. */
  readonly is_set_up: boolean
  /** False when this connection cannot keep a `__Host-` cookie (plain HTTP from another host). */
  readonly can_sign_in: boolean
}

/** Refused requests of a network, as the API lists them. Nothing of it is kept for longer than ten minutes. */
export interface AbuseRow {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  /** `server` where the site is not known: the body could not be read, or was not. */
  readonly of: 'site' | 'server'
  /** An outcome (`limited/rate_limit`), or the code of the answer (`rate_limited`). */
  readonly reason: string
  /** Refused requests in the last four to ten minutes. */
  readonly count: number
  /** ISO 8601. */
  readonly last_at: string
}

/** `GET /api/sites/:key/quota`: how much of the day's quota is used up. */
export interface QuotaState {
  readonly quota_items_per_day: number | null
  /** Items stored today. */
  readonly item_count: number
  /** Today in the site's zone: ISO 8601, end exclusive. */
  readonly start: string
  readonly end: string
}

/** `GET /api/sites/:key/value_limits`: how full a column is today, a day of UTC. */
export interface ValueLimitRow {
  readonly column: ColumnName
  /** Distinct values, without those that were one too many. */
  readonly value_count: number
  readonly max_values_per_day: number
  /** How often a value was one too many: stored as `(overflow)`, or, an event's name, not stored. */
  readonly overflow_count: number
}

/** `GET /api/sites/:key/outcomes`: how many items met this fate in this hour. */
export interface OutcomeRow {
  /** ISO 8601, start of the hour, UTC. */
  readonly hour: string
  readonly outcome: OutcomeName
  readonly reason: string
  readonly count: number
}

/** `GET /api/sites/:key/scrubs`: how often this was taken out of values in this place, in the range that was asked for. */
export interface ScrubSum {
  readonly type: ScrubType
  readonly position: ScrubPosition
  readonly count: number
}

/** `GET /api/sites/:key/annotations`: something that the charts must say of a moment. */
export interface Annotation {
  /** ISO 8601, to the minute, UTC. */
  readonly at: string
  readonly kind: AnnotationKind
  /** What happened, a few words. */
  readonly text: string
  /** What it means for the figures, a sentence. */
  readonly description: string
}

/** `GET /api/notices`: what whoever runs this server should mend. */
export interface Notice {
  readonly kind: 'untrusted_proxy' | 'other_header' | 'old_geo' | 'ephemeral_store' | 'spool'
  /** What is wrong and what to do, whole sentences. */
  readonly text: string
  /** A line for the environment that mends it, e.g. `LETHE_TRUSTED_PROXIES=172.16.0.0/12`; null when no line does. */
  readonly setting: string | null
}

/** `GET /api/spool`: what waits for the events store, or was refused by it. */
export interface SpoolState {
  readonly row_count: number
  readonly bytes: number
  readonly max_bytes: number
  /** How long the oldest row has waited; null when none waits. */
  readonly oldest_age_ms: number | null
  /** Whether beacons are taken. */
  readonly is_open: boolean
  readonly refused: readonly { readonly id: string; readonly row_count: number; readonly bytes: number }[]
}

/** `GET /api/about`: what the footer shows. */
export interface About {
  readonly version: string
  readonly geo: {
    readonly name: string
    readonly url: string
    readonly licence: string
    readonly built_at: number | null
  }
  readonly demo_url: string | null
  /** Key of the site that the demo shop reports to; public, as in the shop's pages. */
  readonly demo_client_key: string | null
}
