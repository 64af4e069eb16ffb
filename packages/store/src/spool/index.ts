/**
 * The spool: accepted rows on their way to the events store, durable before they are acknowledged. Imports the catalogue and
 * the events store's port. Read `port.ts` first, then `file-spool.ts` and `flusher.ts`.
 */
export { type FileSpoolOptions, openFileSpool } from './file-spool.ts'
export { type Flusher, type FlusherOptions, openFlusher } from './flusher.ts'
export { type MemorySpoolOptions, openMemorySpool } from './memory-spool.ts'
export type { ItemHash, RecentItems, RefusedBatch, Spool, SpoolBatch, SpoolDepth, SpoolEntry } from './port.ts'
