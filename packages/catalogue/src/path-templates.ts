/** How many values a position of paths may have before it is collapsed, where a site learns that. */
export const LEARN_PATHS_LIMIT = { min: 20, max: 1_000, default: 200 } as const

/** `GET /api/sites/:key/path_templates`: a position that is collapsed, or that must not be. */
export interface PathTemplate {
  /** E.g. `/users/*`; the last segment is the one that was learnt. */
  readonly template: string
  /** ISO 8601. */
  readonly learnt_at: string
  /** Different values that were seen there, the one that was too many included. */
  readonly child_count: number
  /** An owner has had it forgotten: it is not learnt again. */
  readonly is_kept: boolean
}
