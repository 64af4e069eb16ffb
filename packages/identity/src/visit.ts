import type { ItemType } from '@lethe/catalogue'
import type { EntryFacts } from '@lethe/store/ephemeral/port'

/** A whole beacon for identification. Address and user agent (the request header's) are used once and not kept. */
export interface Visit {
  readonly site_id: number
  readonly environment: string
  /** IANA name; the site's day begins at midnight there. */
  readonly timezone: string
  readonly ip: string
  readonly user_agent: string
  readonly items: readonly VisitItem[]
}

/** One item of a visit. */
export interface VisitItem {
  readonly type: ItemType
  /** Sent by the tracker itself (outbound link, download): does not open a session. */
  readonly is_automatic: boolean
  readonly page_id: string
  readonly path: string
  readonly age_ms: number
  /** The session's facts, if this item opens it. */
  readonly entry: EntryFacts
}
