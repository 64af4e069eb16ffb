/**
 * The events store: depersonalised facts, one row per item, in ClickHouse; embedded (chDB) or over HTTP, with the same code.
 * Imports the catalogue only. Read `port.ts` first, then `client-store.ts`.
 */
export { lockFolder } from '../folder-lock.ts'
export { type ChdbOptions, openChdbEvents, preloadChdb } from './chdb.ts'
export { type ClickhouseOptions, openClickhouseEvents } from './clickhouse.ts'
export { destroyClickhouseEvents } from './destroy-clickhouse.ts'
export { isStorable } from './is-storable.ts'
export type { EventBatch, EventRow, EventsStore, RowRange, RowValue, Statement } from './port.ts'
export { isTransient } from './store-error.ts'
