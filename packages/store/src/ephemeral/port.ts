import { SESSION_DIMENSION_NAMES, SESSION_MAX_MS } from '@lethe/catalogue'
import type { Grant, Rate } from './limits/gcra.ts'

/** What a session keeps from its beginning: the session-scoped dimensions, and its weight when only some are sampled. */
export const ENTRY_FACT_NAMES = [...SESSION_DIMENSION_NAMES, 'weight'] as const

/** As they were when the session began; copied on all its rows. */
export type EntryFacts = Readonly<Record<(typeof ENTRY_FACT_NAMES)[number], string | number>>

/** A day of the site's time zone, `ends_at` exclusive, epoch ms. `starts_at` names it: days of a scope never overlap. */
export interface SiteDay {
  readonly starts_at: number
  readonly ends_at: number
}

/** Whether a day begins so far ahead that a clock which has been set right since must have named it: it is forgotten. */
export function isFarAhead(day: SiteDay, now: number): boolean {
  return day.starts_at - now >= SESSION_MAX_MS
}

/** The day under way in a scope, and its random 256 bits, in memory only. */
export interface OpenDay {
  readonly day: SiteDay
  readonly current: Uint8Array
  /** The key of the day before, for lookups, for one session timeout at most. */
  readonly previous: Uint8Array | null
  /** True once, for the call that began a day with none before it in memory: first traffic, a long silence, or memory was lost. */
  readonly is_fresh: boolean
}

/** One item of a beacon as the session algorithm sees it. */
export interface IdentifyItem {
  /** Epoch ms, never before the day began. */
  readonly at: number
  /** Pageviews and events that are not automatic: they open sessions, count in `seq` and use the day's bit. */
  readonly is_engaging: boolean
  /** Set on pageviews only: the path whose first view in the session is marked. */
  readonly viewed_path: string | null
  /** Made by the page in memory; '' when the page has none. */
  readonly page_id: string
  /** What the session's facts become if this item opens it. */
  readonly entry: EntryFacts
}

/** One beacon. Items are ordered, oldest first. */
export interface IdentifyCall {
  /** Site and environment; opaque here. */
  readonly scope: string
  /** The store's clock as the caller read it; what its items' times were reckoned from. */
  readonly now: number
  readonly day: SiteDay
  /** 16 bytes, under the day's key and, while its grace lasts, under the previous day's. */
  readonly key: Uint8Array
  readonly previous_key: Uint8Array | null
  readonly items: readonly IdentifyItem[]
  /** A fresh UUIDv4 from the CSPRNG. */
  newSessionId(): string
}

/** What is stored of an item's session; holds nothing that leads back to the visitor. */
export interface ItemFacts {
  readonly at: number
  /** Nil when no session was found and the item may not open one. */
  readonly session_id: string
  /** Epoch ms; 0 when the session is nil, so that no period of sessions holds the row. */
  readonly session_started_at: number
  readonly session_seq: number
  readonly session_gap_ms: number
  readonly is_first_on_path: 0 | 1
  readonly is_first_of_day: 0 | 1
  readonly entry: EntryFacts
}

/** Thrown by `identify` when a session would begin and there is no room for another; nothing has changed. */
export class TooManySessions extends Error {
  override readonly name = 'TooManySessions'
}

/** Session id of an item that belongs to no session. */
export const NIL_SESSION = '00000000-0000-0000-0000-000000000000'

/** At once from memory, later from a server: a promise that is not needed costs as much as a look-up. */
export type Awaitable<Value> = Value | Promise<Value>

/** One question to a rate. */
export interface LimitCall {
  /** What the rate is of; opaque here. Nothing of a visitor, not even hashed. */
  readonly name: string
  readonly rate: Rate
  /** How many are wanted, at least 1. */
  readonly want: number
}

/** Rates that all nodes of an instance share. */
export interface Limits {
  /** Takes as many of what is wanted as the rate has, in one step. */
  take(call: LimitCall): Awaitable<Grant>
}

/** Session map, day keys, day sets and rates: never on disk. Every implementation passes `contract.ts`. */
export interface EphemeralStore {
  /** Epoch ms on the clock that decides about sessions and days: one for all nodes of an instance. */
  now(): number
  /**
   * The day under way. When there is none, or it is over, the one that `propose` gives begins, but never before the last
   * one's end: days of a scope do not overlap, whatever clock and time zone setting do. Only a clock that was a day or more
   * ahead, and has been set right, begins anew, with nothing in memory.
   */
  openDay(scope: string, propose: (now: number) => SiteDay): Awaitable<OpenDay>
  /** One step: all of the beacon or nothing. Null when the call's day is no longer under way: ask again. */
  identify(call: IdentifyCall): Awaitable<readonly ItemFacts[] | null>
  /** What `identify` would answer; changes nothing. */
  peek(call: IdentifyCall): Awaitable<readonly ItemFacts[] | null>
  readonly limits: Limits
  /** Forgets the scope's day, its visitors, sessions and pages, as if it had never been. */
  forget(scope: string): Promise<void>
  /** Drops what has expired; to be called at least every 60 s. Answers of `identify` never depend on it. */
  sweep(): Promise<void>
  /** How much is held now, for metrics. */
  size(): Promise<EphemeralSize>
  /** Resolves while it serves; rejects with the reason when it does not. */
  ping(): Promise<void>
  /** What the operator should mend, a sentence each. */
  warnings(): readonly string[]
  /** Forgets what only this process holds. */
  close(): Promise<void>
}

/** How much is held in memory. */
export interface EphemeralSize {
  readonly scopes: number
  readonly sessions: number
  readonly day_visitors: number
  readonly pages: number
  /** Day keys in memory, previous ones included. */
  readonly day_keys: number
}
