/** Limits of a beacon (wire format: "Limits"), shared by tracker, relay and server. */
export const LIMITS = {
  body_bytes: 16_384,
  items: 50,
  pages: 50,
  url_chars: 2_048,
  string_chars: 1_024,
  props: 30,
  depth: 4,
  frames: 5,
  id_chars: 64,
} as const

/** Items of one session lie less than this apart. */
export const SESSION_TIMEOUT_MS = 30 * 60_000
/** A session lives at most this long. */
export const SESSION_MAX_MS = 24 * 3_600_000
/** How long late items may find their session through the id of their page. */
export const PAGEVIEW_MEMORY_MS = 4 * 3_600_000
/** Weight of an item of an unsampled site, in millionths. */
export const FULL_WEIGHT = 1_000_000
/** A percentile from fewer samples is shown as "not enough data". */
export const ENOUGH_SAMPLES = 50

/** The version `v` of the batch form. */
export const BEACON_VERSION = 1
/** What a custom event may be called. */
export const EVENT_NAME_PATTERN = /^[a-zA-Z][a-zA-Z0-9_\-.]{0,63}$/
/** How long rows may be kept; a site picks one. */
export const RETENTION_CLASSES_DAYS = [30, 90, 180, 365, 730, 1825] as const
/** How long the random session ids are kept; the rest of the row stays. */
export const SESSION_ID_DAYS = 30
/** Largest `k_threshold` of a site. */
export const K_THRESHOLD_MAX = 1_000
/** What `quota_items_per_day` of a site may be, when it is not null. */
export const QUOTA_ITEMS = { min: 1, max: 1_000_000_000 } as const
/** Query keys of campaigns; the first one present wins. */
export const UTM_KEYS = {
  utm_source: ['utm_source', 'ref', 'source'],
  utm_medium: ['utm_medium'],
  utm_campaign: ['utm_campaign'],
  utm_content: ['utm_content'],
  utm_term: ['utm_term'],
} as const
