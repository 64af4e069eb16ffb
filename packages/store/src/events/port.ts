import type { ColumnName, ExportFormat } from '@lethe/catalogue'

/** A value as it goes into the store; times are epoch seconds, decimals are strings, an absent measurement is null. */
export type RowValue = string | number | null | readonly string[] | Readonly<Record<string, string>>

/** One item, depersonalised, ready to be stored. A column that is left out gets its type's default (0, '', NULL). */
export type EventRow = Readonly<Partial<Record<ColumnName, RowValue>>> &
  Readonly<Record<'site_id' | 'at' | 'session_started_at' | 'weight' | 'retention_days' | 'session_seq', number>> &
  Readonly<Record<'environment' | 'type' | 'session_id', string>>

/** SQL with bound parameters (`{name:Type}`); nothing a caller typed is ever part of the text. */
export interface Statement {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Some rows of a site: all of them, or those of before a time. */
export interface RowRange {
  readonly site_id: number
  /** Epoch seconds, exclusive. */
  readonly before?: number
}

/** Rows that are written together under one id, which the store remembers. */
export interface EventBatch {
  /** Unsigned, 64 bits. */
  readonly id: bigint
  /** Rows, or JSON of a row each. */
  readonly rows: readonly EventRow[] | readonly string[]
  /** It was tried before: looks afterwards whether its rows are there, since an engine that is killed may know the id only. */
  readonly is_retry?: boolean
  /** The engine may have forgotten the id since: looks for its rows before. */
  readonly is_doubtful?: boolean
}

/** Depersonalised facts and, later, rollups. Every implementation passes `contract.ts`. */
export interface EventsStore {
  /** Writes all rows once, however often it is asked to. Throws `store_unavailable`, `overloaded`; `internal` for rows that do not fit. */
  insert(batch: EventBatch): Promise<void>
  /** Runs a read; 64-bit integers arrive as numbers. Throws `query_too_costly`, `overloaded`, `store_unavailable`. */
  query<Row>(statement: Statement): Promise<Row[]>
  /**
   * Rows of a site as text, oldest first, in pieces of about 10,000 rows; a CSV begins with its header. Each piece is a read
   * by itself: nothing is held while the caller is slow, and rows that are written meanwhile may be in it.
   * The iteration throws `store_unavailable`, `overloaded`.
   */
  exportRows(asked: { readonly site_id: number; readonly format: ExportFormat }): AsyncIterable<string>
  /** How many rows there are in the ranges; one that is in two of them counts once. */
  countRows(ranges: readonly RowRange[]): Promise<number>
  /** Deletes them; resolves when no part that held one is on the disk. Throws `store_unavailable`, `timeout`: try again. */
  deleteRows(ranges: readonly RowRange[]): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}
