import type {
  Account,
  AnnotationKind,
  Deletion,
  OutcomeName,
  ScrubPosition,
  ScrubType,
  Site,
  SiteChange,
} from '@lethe/catalogue'

/** A site as stored; `id` is the number in the events table, never used again after the site is deleted. */
export type StoredSite = Omit<Site, 'snippet'> & { readonly id: number }

/** What an account may do. */
export type AccountRole = Account['role']

/** Never leaves the server: it carries the password's hash. */
export type StoredAccount = Account & { readonly password_hash: string; readonly created_at: number }

/** What an account is created from. */
export type NewAccount = Omit<StoredAccount, 'id' | 'created_at'>

/** A signed-in browser. Of the token only the SHA-256 is known; nothing of the browser or its address is kept. */
export interface Login {
  readonly id: number
  readonly account_id: number
  readonly token_hash: string
  /** The token before the last rotation, and when that was; both null before the first. */
  readonly previous_token_hash: string | null
  readonly rotated_at: number | null
  readonly created_at: number
  readonly last_seen_at: number
  readonly expires_at: number
}

/** How many items of a site met an outcome in an hour; site 0 stands for client keys that no site has. */
export interface OutcomeCount {
  readonly site_id: number
  /** Start of the hour, epoch ms. */
  readonly hour: number
  readonly outcome: OutcomeName
  readonly reason: string
  readonly count: number
}

/** How often something was taken out of values of a site in an hour, by kind and place. */
export interface ScrubCount {
  readonly site_id: number
  /** Start of the hour, epoch ms. */
  readonly hour: number
  readonly type: ScrubType
  readonly position: ScrubPosition
  readonly count: number
}

/** Something that happened to a site's figures; tells nothing of a visitor. */
export interface StoredAnnotation {
  readonly site_id: number
  /** Start of a minute, epoch ms. */
  readonly at: number
  readonly kind: AnnotationKind
}

/** A position in the paths of a site that is collapsed (`/users/*`), or that its owner has said must not be. */
export interface StoredPathTemplate {
  readonly site_id: number
  readonly template: string
  /** Epoch ms. */
  readonly learnt_at: number
  readonly child_count: number
  readonly is_kept: boolean
}

/** What is measured, and how. */
export interface Sites {
  /** A number that grows with every change of any site; 0 before the first. Cheap enough to be asked every second. */
  revision(): Promise<number>
  /** In the order of their creation. */
  list(): Promise<StoredSite[]>
  get(key: string): Promise<StoredSite | null>
  byClientKey(clientKey: string): Promise<StoredSite | null>
  create(settings: SiteChange): Promise<StoredSite>
  /** What the change leaves out stays, each inbound filter for itself. Throws `not_found`. */
  change(key: string, change: Partial<SiteChange>): Promise<StoredSite>
  /** Keeps the first time it is told. */
  markFirstPageview(siteId: number, at: number): Promise<void>
}

/** Who may sign in. */
export interface Accounts {
  count(): Promise<number>
  /** Any case. */
  byEmail(email: string): Promise<StoredAccount | null>
  get(id: number): Promise<StoredAccount | null>
  /** Throws `conflict` when the address is taken. */
  create(account: NewAccount): Promise<StoredAccount>
  /** Also ends the account's logins. Throws `not_found`. */
  setPassword(id: number, passwordHash: string): Promise<void>
}

/** Who is signed in. */
export interface Logins {
  create(login: Pick<Login, 'account_id' | 'token_hash' | 'created_at' | 'expires_at'>): Promise<Login>
  /** By the current token; null when it has expired. */
  byTokenHash(tokenHash: string): Promise<Login | null>
  /** By the token before the last rotation, for requests that were under way; how long to accept it is the caller's to say. */
  byPreviousTokenHash(tokenHash: string): Promise<Login | null>
  touch(id: number, at: number): Promise<void>
  /** False when the login is gone. */
  rotate(id: number, newTokenHash: string): Promise<boolean>
  delete(id: number): Promise<void>
  /** How many were deleted. */
  deleteExpired(now: number): Promise<number>
}

/** One-time links by which the owner's account is made. */
export interface SetupLinks {
  create(link: { readonly token_hash: string; readonly expires_at: number }): Promise<void>
  /** True once, for one caller, before the link expires. */
  consume(tokenHash: string, now: number): Promise<boolean>
}

/** What became of items, counted by the hour. */
export interface Outcomes {
  /** Adds to what is stored; all rows or none. */
  add(rows: readonly OutcomeCount[]): Promise<void>
  /** Hours from `start` up to, not including, `end`; epoch ms. */
  list(siteId: number, start: number, end: number): Promise<OutcomeCount[]>
}

/** What was taken out of values, counted by the hour. */
export interface Scrubs {
  /** Adds to what is stored; all rows or none. */
  add(rows: readonly ScrubCount[]): Promise<void>
  /** Sums over the hours from `start` up to, not including, `end` (epoch ms), the largest first. */
  sums(siteId: number, start: number, end: number): Promise<Pick<ScrubCount, 'type' | 'position' | 'count'>[]>
}

/** What was learnt of the paths of sites; goes with its site. */
export interface PathTemplates {
  all(): Promise<StoredPathTemplate[]>
  /** The newest first. */
  list(siteId: number): Promise<StoredPathTemplate[]>
  /** Takes the place of what there was. Does nothing when there is no such site. */
  put(template: StoredPathTemplate): Promise<void>
  /** False when there was none. */
  delete(siteId: number, template: string): Promise<boolean>
}

/** What the charts must say, oldest forgotten first: the newest 1,000 of a site are kept until the site is deleted. */
export interface Annotations {
  /** Cuts `at` to its minute; a site has one of a kind in a minute. Does nothing when there is no such site. */
  add(annotation: StoredAnnotation): Promise<void>
  /** From `start` up to, not including, `end` (epoch ms): the newest, newest first. */
  list(
    siteId: number,
    range: { readonly start: number; readonly end: number; readonly limit: number },
  ): Promise<StoredAnnotation[]>
}

/** A deletion as written down; `site_id` is all that it tells of a site that is gone. */
export type StoredDeletion = Omit<Deletion, 'state'> & { readonly site_id: number }

/** What was deleted and what is being deleted, kept for good. */
export interface Deletions {
  /** From here on it is to be done, whatever happens. With the scope `site` the site is gone at once. Throws `not_found`. */
  begin(
    deletion: Pick<StoredDeletion, 'site_id' | 'scope' | 'requested_at'> & { readonly account_id: number | null },
  ): Promise<StoredDeletion>
  /** Notes how many rows there are to delete; of several numbers the largest stays. */
  count(id: number, rowCount: number): Promise<void>
  /** Deletes a site's counts, annotations, learnt paths and the time of its first pageview. */
  clear(siteId: number): Promise<void>
  finish(id: number, at: number): Promise<void>
  /** Newest first; of one site when that is named. */
  list(siteId?: number): Promise<StoredDeletion[]>
}

/** Small values of the instance, e.g. the key of the demo site. */
export interface Meta {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
}

/** What the operator sets, and who may. Every implementation passes `contract.ts`. Any method throws `store_unavailable`. */
export interface ControlStore {
  readonly sites: Sites
  readonly accounts: Accounts
  readonly logins: Logins
  readonly setupLinks: SetupLinks
  readonly outcomes: Outcomes
  readonly scrubs: Scrubs
  readonly annotations: Annotations
  readonly pathTemplates: PathTemplates
  readonly deletions: Deletions
  readonly meta: Meta
  /** Leaves no byte of what was deleted on the disk. Takes as long as writing everything anew. */
  purge(): Promise<void>
  close(): Promise<void>
}
