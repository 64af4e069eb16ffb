/** What a page may set with `lethe('config', {...})`; the names are those of the product that it replaces. */
export interface Options {
  /** Public key of the site, 32 hex digits. Without it nothing is collected. */
  clientKey?: string
  environment?: string
  release?: string
  /** Where beacons go: an origin, with a path in front of `/api/rum/events` if the site has renamed it. */
  ingestionHost?: string
  /** `history`: load and navigations of single-page apps; `pageload`: load only; `off`: the page sends its own pageviews. */
  trackMode?: 'history' | 'pageload' | 'off'
  autoTrackErrors?: boolean
  autoTrackCoreWebVitals?: boolean
  /** Clicks on links to other hosts and on downloads, as automatic events. */
  autoTrackClicks?: boolean
  includeURLFragment?: boolean
  /** Query keys that stay in the path. */
  includeURLQueryParams?: readonly string[]
  /** Sees every item before it is queued; a falsy answer or an exception drops it. Existing fields may be changed. */
  beforeSend?: (item: Record<string, unknown>) => Record<string, unknown> | false | null | undefined
  honorDNT?: boolean
  honorGPC?: boolean
  filterLocalhost?: boolean
  enabled?: boolean
  /** Says on the console what is dropped and why. */
  debug?: boolean
  /** Rewrites the path of every page before anything is sent. */
  transformPath?: (path: string) => string
}

export const DEFAULTS = {
  trackMode: 'history',
  autoTrackErrors: true,
  autoTrackCoreWebVitals: true,
  honorGPC: true,
  enabled: true,
} as const satisfies Options
