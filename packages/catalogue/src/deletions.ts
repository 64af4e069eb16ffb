/** What is deleted: `all` a site has stored, the site stays; or the `site` itself with it. */
export const DELETION_SCOPES = ['all', 'site'] as const
export type DeletionScope = (typeof DELETION_SCOPES)[number]

/** Body of `POST /api/sites/:key/delete`. */
export interface DeletionRequest {
  readonly scope: 'all'
  /** The site's name, as proof that it is meant. */
  readonly confirm: string
}

/** The record of a deletion, kept for good. Names no visitor, and of a deleted site nothing. */
export interface Deletion {
  readonly id: number
  readonly scope: DeletionScope
  readonly state: 'running' | 'done'
  /** Epoch ms. Everything that was accepted until then is deleted. */
  readonly requested_at: number
  /** Email of the account; null when the account is gone, or the server itself asked. */
  readonly requested_by: string | null
  /** Rows that were stored when it began; null until they are counted. */
  readonly row_count: number | null
  /** Epoch ms; from then on no byte of it is on the disk. Null while it runs. */
  readonly finished_at: number | null
}

/** `GET /api/sites/:key/storage`: what is stored of a site, and when the first of it goes. */
export interface Storage {
  readonly row_count: number
  /** Epoch ms, to the minute; null without rows. */
  readonly oldest_at: number | null
  /** When the first row reaches its age, epoch ms; it leaves the disk within a day of that. Null without rows. */
  readonly first_expiry_at: number | null
}
