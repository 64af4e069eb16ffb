/**
 * The vocabulary of Lethe as plain data: what is collected, what can be asked, what can happen to an item, what can go wrong.
 * Imports nothing, runs anywhere. Read `columns.ts` first, then `metrics.ts`.
 */
export { ANNOTATION_KINDS, ANNOTATIONS, type AnnotationKind } from './annotations.ts'
export * from './api.ts'
export { type Column, ITEM_TYPES, type ItemType, type ScrubRule, type Wire } from './column.ts'
export {
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  ITEM_DIMENSION_NAMES,
  type ItemDimension,
  type MeasureName,
  SESSION_DIMENSION_NAMES,
  type SessionDimension,
} from './columns.ts'
export * from './deletions.ts'
export { DIMENSION_NAMES, DIMENSIONS, type Dimension, type DimensionName, type Scope } from './dimensions.ts'
export { AppError, ERROR_CODES, type ErrorCode, type ErrorDetail } from './errors.ts'
export * from './exports.ts'
export { HISTOGRAM_EDGES, type HistogramUnit } from './histogram-bins.ts'
export * from './inbound-filters.ts'
export * from './limits.ts'
export {
  type Aggregate,
  type Formula,
  type Grain,
  METRIC_NAMES,
  METRICS,
  type Metric,
  type MetricName,
  type Percentile,
  type Ratio,
  type Share,
  type Where,
} from './metrics.ts'
export { OPERATIONAL_METRICS, type OperationalMetric, type OperationalMetricName } from './operational-metrics.ts'
export { OUTCOME_NAMES, OUTCOMES, type Outcome, type OutcomeName, type Reason } from './outcomes.ts'
export * from './path-templates.ts'
export {
  EMPTY_NOTICE,
  NOTICE_LIMITS,
  type PrivacyNotice,
  PUBLIC_SETTINGS,
  privacyPagePath,
  type SubProcessor,
} from './privacy-notice.ts'
export * from './scrub-settings.ts'
export {
  placeholderOf,
  SCRUB_POSITION_NAMES,
  SCRUB_POSITIONS,
  SCRUB_REASONS,
  SCRUB_TYPE_NAMES,
  SCRUB_TYPES,
  type ScrubPosition,
  type ScrubReason,
  type ScrubType,
} from './scrubs.ts'
export * from './trial.ts'
export { UNITS, type Unit } from './units.ts'
export { RATINGS, type Rating, rate, VITALS, type VitalName } from './vitals.ts'
