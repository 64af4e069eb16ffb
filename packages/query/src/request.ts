import type { DimensionName, FilterOperator, MetricName, QueryKind, TimeBucket, TimeRange } from '@lethe/catalogue'
import type { Named } from './names.ts'

export interface Condition {
  readonly dimension: DimensionName
  readonly operator: FilterOperator
  /** Strings for text columns, numbers for numeric ones; more than one with `in` only. */
  readonly values: readonly (string | number)[]
  /** Place in the request, for refusals. */
  readonly path: string
}

export type FilterNode = Condition | { readonly all: readonly FilterNode[] } | { readonly any: readonly FilterNode[] }

/** Facts of an error group that may be ordered by or asked for, apart from metrics. */
export const ERROR_FACTS = [
  'key',
  'error_type',
  'message',
  'frames',
  'error_count',
  'session_count',
  'first_seen',
  'last_seen',
] as const
export type ErrorFact = (typeof ERROR_FACTS)[number]

export interface Order {
  readonly by: { readonly metric: MetricName } | { readonly fact: ErrorFact } | 'group'
  readonly descending: boolean
}

/** A request that has been read: every name is a catalogue name, every value has the column's type. */
export interface ParsedRequest {
  readonly kind: QueryKind
  readonly metrics: readonly Named<MetricName>[]
  readonly groupBy: Named<DimensionName> | null
  readonly range: TimeRange
  readonly start: string | null
  readonly end: string | null
  readonly timezone: string
  /** The site's own zone, canonical: visitors are counted by its days. */
  readonly siteTimezone: string
  readonly bucket: TimeBucket | null
  readonly filter: FilterNode
  readonly order: readonly Order[]
  readonly isCompared: boolean
  readonly environment: string
  readonly search: string
  readonly page: number
  readonly pageSize: number
}

/** Every condition of a tree. */
export function conditions(node: FilterNode): readonly Condition[] {
  if ('all' in node) return node.all.flatMap(conditions)
  if ('any' in node) return node.any.flatMap(conditions)
  return [node]
}
