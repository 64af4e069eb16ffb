import { COLUMN_NAMES, type ColumnName } from './columns.ts'

/** Forms in which a site's rows leave: one JSON object a line, or RFC 4180 with a header row. */
export const EXPORT_FORMATS = ['ndjson', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Never exported: ids of sessions, and what means something inside the store only. */
const KEPT_BACK: readonly ColumnName[] = ['session_id', 'site_id', 'batch_id']

/** Columns of an export, in their order. */
export const EXPORTED_COLUMNS: readonly ColumnName[] = COLUMN_NAMES.filter((name) => !KEPT_BACK.includes(name))

/** A text of a CSV that begins with one of these gets an apostrophe in front: spreadsheets would run it as a formula, full width too. */
export const FORMULA_STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'] as const

/** Body of `POST /api/sites/:key/export`. */
export interface ExportRequest {
  readonly format: ExportFormat
}
