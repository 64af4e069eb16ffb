/**
 * Questions to the events store: parse -> plan -> compile -> run -> finish. No HTTP.
 * Imports the catalogue and the events store's port. Read `open-query.ts` first, then `plan-query.ts` (the ordered list of steps).
 */
export { type DryRunRule, openFilterDryRun, type TryFilters } from './filter-dry-run.ts'
export { openQuery, type QueriedSite, type Query, type QueryOptions } from './open-query.ts'
export { type Bin, effectiveCount, type Histogram, interval, percentile, share, shareInterval } from './percentile.ts'
