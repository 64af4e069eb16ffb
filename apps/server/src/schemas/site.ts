import { K_THRESHOLD_MAX, LEARN_PATHS_LIMIT, QUOTA_ITEMS, RETENTION_CLASSES_DAYS, type Site } from '@lethe/catalogue'
import { z } from 'zod'
import { inboundFilters, originAllowlist, someInboundFilters } from './inbound-filters.ts'
import { privacyNotice } from './privacy-notice.ts'
import { scrubSettings } from './scrub-settings.ts'

const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const settings = {
  timezone: z.string().max(64).refine(isTimezone, 'an IANA time zone, such as Europe/Berlin'),
  webvitals_enabled: z.boolean(),
  errors_enabled: z.boolean(),
  sampling: z.int().min(1).max(100),
  filter_bots: z.boolean(),
  filter_localhost: z.boolean(),
  honor_gpc: z.boolean(),
  honor_dnt: z.boolean(),
  query_params: z.array(z.string().regex(/^[\w.[\]-]{1,64}$/)).max(30),
  include_fragment: z.boolean(),
  retention_days: z.int().refine((days) => RETENTION_CLASSES_DAYS.some((each) => each === days), {
    error: `one of ${RETENTION_CLASSES_DAYS.join(', ')}`,
  }),
  k_threshold: z.int().min(0).max(K_THRESHOLD_MAX),
  scrub_settings: scrubSettings,
  learn_paths: z.boolean(),
  learn_paths_limit: z.int().min(LEARN_PATHS_LIMIT.min).max(LEARN_PATHS_LIMIT.max),
  quota_items_per_day: z.int().min(QUOTA_ITEMS.min).max(QUOTA_ITEMS.max).nullable(),
  privacy_notice: privacyNotice,
}

const name = z.string().trim().min(1).max(100)

/** What `POST` and `PUT /api/sites` take: a name, and any setting; unknown keys are dropped. */
export const siteChange = z.object({
  name,
  ...(z.object(settings).partial().shape as { [Key in keyof typeof settings]: z.ZodOptional<(typeof settings)[Key]> }),
  inbound_filters: someInboundFilters.optional(),
  /** As clients of the replaced product send it; goes before the same list in `inbound_filters`. */
  origin_allowlist: originAllowlist.optional(),
})

export const site = z.object({
  key: z.string(),
  client_key: z.string().regex(/^[0-9a-f]{32}$/),
  name,
  ...settings,
  inbound_filters: inboundFilters,
  origin_allowlist: originAllowlist,
  created_at: z.number(),
  changed_at: z.number(),
  first_pageview_at: z.number().nullable(),
  snippet: z.string().exactOptional(),
  snippet_pinned: z.string().exactOptional(),
})

export const siteList = z.object({ data: z.array(site), page: z.int(), page_size: z.int(), has_more: z.boolean() })

export const siteKey = z.object({ key: z.string().max(64) })

export const siteListQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(1000).default(100),
})

export const withSnippet = z.object({ withSnippet: z.enum(['true', 'false']).default('false') })

/** The schema and the contract say the same. */
export type SiteAnswer = z.output<typeof site> extends Site ? Site : never
