/**
 * The events store: depersonalised facts, one row per item, in ClickHouse; embedded (chDB) or over HTTP, with the same code.
 * Imports the catalogue only. Read `port.ts` first, then `client-store.ts`.
 * Rows on their way are kept in memory by `openRowBuffer`; a durable spool is not there yet and will take its place.
 */
export { type ChdbOptions, openChdbEvents, preloadChdb } from './chdb.ts'
export { type ClickhouseOptions, openClickhouseEvents } from './clickhouse.ts'
export type { EventRow, EventsStore, RowValue, Statement } from './port.ts'
export { openRowBuffer, type RowBuffer, type RowBufferOptions } from './row-buffer.ts'
