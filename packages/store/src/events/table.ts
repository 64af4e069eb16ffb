import { COLUMN_NAMES, COLUMNS, type ColumnName, SESSION_ID_DAYS } from '@lethe/catalogue'

/** Batches remembered per table, so that a retry writes nothing twice; the engine's default is none. */
const DEDUPLICATION_WINDOW = 10_000

/**
 * TRICKY: `ttl_only_drop_parts` stays off: with it the engine never clears an expired column (ADR 0002).
 * `old_parts_lifetime`: replaced parts leave the disk soon after a deletion, which is safe since merged
 * parts are synced too. A part is on disk before it is acknowledged.
 */
const TABLE_SETTINGS: Readonly<Record<string, number>> = {
  ttl_only_drop_parts: 0,
  non_replicated_deduplication_window: DEDUPLICATION_WINDOW,
  fsync_after_insert: 1,
  fsync_part_directory: 1,
  min_rows_to_fsync_after_merge: 1,
  old_parts_lifetime: 1,
  cleanup_delay_period: 1,
  cleanup_delay_period_random_add: 0,
  max_cleanup_delay_period: 1,
}

/** `path LowCardinality(String)`, with the column's own TTL where the catalogue asks for one. */
export function columnDefinition(name: ColumnName): string {
  const column = COLUMNS[name]
  const ttl = column.retention === 'session_id' ? ` TTL at + toIntervalDay(${SESSION_ID_DAYS})` : ''
  return `${name} ${column.sql}${ttl}`
}

/** The `events` table as the catalogue declares it. */
export function createEventsTable(database: string): string {
  const settings = Object.entries(TABLE_SETTINGS).map(([name, value]) => `${name} = ${value}`)
  return `CREATE TABLE IF NOT EXISTS ${database}.events (
  ${COLUMN_NAMES.map(columnDefinition).join(',\n  ')}
) ENGINE = MergeTree
PARTITION BY (retention_days, toYYYYMM(at))
ORDER BY (site_id, type, at)
TTL at + toIntervalDay(retention_days)
SETTINGS ${settings.join(', ')}`
}
