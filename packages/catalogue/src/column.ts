import type { Unit } from './units.ts'

/** Kinds of item that a beacon may carry. */
export const ITEM_TYPES = ['pageview', 'vitals', 'engagement', 'event', 'error', 'click'] as const
export type ItemType = (typeof ITEM_TYPES)[number]

/** How a value is cleaned before it may be stored; the pipeline has one function per rule. */
export type ScrubRule =
  | 'none'
  | 'number'
  | 'enumeration'
  | 'language'
  | 'path'
  | 'host'
  | 'text'
  | 'selector'
  | 'frames'
  | 'props'

/** How a beacon carries a value; its key in the batch form is the column's own name. */
export interface Wire {
  /** The shared `context`, a page, or an item of this type. */
  readonly on: 'context' | 'page' | ItemType
  /** Largest plausible value: what lies above is clamped, what is negative or not finite is dropped. */
  readonly max?: number
  /** Closed list; any other value is dropped. */
  readonly values?: readonly string[]
  /** Path below `window` from which the tracker reads a context value, when it is one property. */
  readonly browser_path?: string
  /** Field of the single (Cronitor) form that carries the same value. */
  readonly single_form?: string
}

/** One column of the `events` table. Nothing is collected that is not declared with purpose, sensitivity and retention. */
export interface Column {
  /** ClickHouse type, codec included. */
  readonly sql: string
  readonly label: string
  readonly description: string
  /** Why it is collected, in words for the visitor. */
  readonly purpose: string
  readonly sensitivity: 'none' | 'technical' | 'personal'
  readonly scrub: ScrubRule
  /** `row`: as long as the row (the site's retention class); `session_id`: zeroed earlier, by a column TTL. */
  readonly retention: 'row' | 'session_id'
  readonly unit: Unit
  /** Most distinct values of a site in a day (UTC), of `props` keys; what is one too many is stored as `(overflow)`. */
  readonly max_values_per_day?: number
  readonly wire?: Wire
  /** Name of the same dimension in the API of the replaced product, accepted in queries. */
  readonly legacy_name?: string
}

export const SQL_LABEL = 'LowCardinality(String)'
export const SQL_TEXT = 'String CODEC(ZSTD(1))'
export const SQL_MEASURE = 'Nullable(UInt32) CODEC(ZSTD(1))'
export const SQL_TIME = "DateTime('UTC') CODEC(Delta(4), ZSTD(1))"

export type Brief = Pick<Column, 'label' | 'description'> & Partial<Column>
