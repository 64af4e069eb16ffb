import type { DeletionScope } from '@lethe/catalogue'
import type { AccountRole, Login, OutcomeCount, ScrubCount, StoredAnnotation, StoredPathTemplate } from './port.ts'

/** Tables as Kysely sees them: text, integers, epoch ms; booleans are 0 and 1. */
export interface ControlTables {
  counters: { name: string; value: number }
  sites: SiteRow
  accounts: {
    id: number
    email: string
    name: string
    role: AccountRole
    password_hash: string
    created_at: number
  }
  logins: { -readonly [Name in keyof Login]: Login[Name] }
  setup_links: { token_hash: string; expires_at: number }
  scrub_counts: { -readonly [Name in keyof ScrubCount]: ScrubCount[Name] }
  outcomes: { -readonly [Name in keyof OutcomeCount]: OutcomeCount[Name] }
  annotations: { -readonly [Name in keyof StoredAnnotation]: StoredAnnotation[Name] }
  path_templates: { -readonly [Name in keyof Omit<StoredPathTemplate, 'is_kept'>]: StoredPathTemplate[Name] } & {
    is_kept: number
  }
  deletions: {
    id: number
    site_id: number
    scope: DeletionScope
    requested_at: number
    account_id: number | null
    row_count: number | null
    finished_at: number | null
  }
  meta: { key: string; value: string }
}

export interface SiteRow {
  id: number
  key: string
  client_key: string
  name: string
  timezone: string
  webvitals_enabled: number
  errors_enabled: number
  sampling: number
  filter_bots: number
  filter_localhost: number
  honor_gpc: number
  honor_dnt: number
  /** JSON. */
  query_params: string
  include_fragment: number
  retention_days: number
  k_threshold: number
  /** JSON. */
  scrub_settings: string
  learn_paths: number
  learn_paths_limit: number
  quota_items_per_day: number | null
  /** JSON. */
  inbound_filters: string
  /** JSON. */
  privacy_notice: string
  created_at: number
  changed_at: number
  first_pageview_at: number | null
}
