/** Somebody who works on data for the operator, e.g. the host of the server. */
export interface SubProcessor {
  readonly name: string
  readonly country: string
  readonly purpose: string
}

/** What only the operator can say on a site's public privacy page; empty where nothing was said. */
export interface PrivacyNotice {
  /** Who runs the site. */
  readonly operator: string
  /** How to reach the operator: an email address, a web address or a postal one. Lines are kept. */
  readonly contact: string
  /** Where the data lies. */
  readonly storage_location: string
  /** Address of the website's first page; the links for visitors who opt out lead there. */
  readonly website_url: string
  readonly sub_processors: readonly SubProcessor[]
}

/** Of a site whose operator has said nothing yet. */
export const EMPTY_NOTICE: PrivacyNotice = {
  operator: '',
  contact: '',
  storage_location: '',
  website_url: '',
  sub_processors: [],
}

/** Longest texts of the notice, in characters, and how many sub-processors. */
export const NOTICE_LIMITS = {
  operator: 200,
  contact: 500,
  storage_location: 200,
  website_url: 300,
  sub_processors: 30,
  name: 120,
  country: 80,
  purpose: 300,
} as const

/** The settings of a site that its public privacy page tells of; nothing else of a site gets there. */
export const PUBLIC_SETTINGS = [
  'timezone',
  'webvitals_enabled',
  'errors_enabled',
  'sampling',
  'honor_gpc',
  'honor_dnt',
  'retention_days',
  'privacy_notice',
] as const

/** Where a site's public privacy page is. */
export const privacyPagePath = (clientKey: string): string => `/privacy/${clientKey}`
