import type { Filter, FilterOperator } from '@lethe/catalogue'
import { COLUMNS } from '@lethe/catalogue'
import { formatValue } from '../format/format.ts'

/** Operators as they read between a dimension and a value. */
export const OPERATOR_WORDS: Readonly<Record<FilterOperator, string>> = {
  eq: 'is',
  ne: 'is not',
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  in: 'is one of',
  regex: 'matches',
  gt: 'is above',
  gte: 'is at least',
  lt: 'is below',
  lte: 'is at most',
}

/** The parts of a filter in words. */
export function filterWords({ dimension, operator, value }: Filter) {
  const values = Array.isArray(value) ? (value as readonly (string | number)[]) : [value as string | number]
  const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in'
  return {
    name: COLUMNS[dimension].label,
    operator: OPERATOR_WORDS[operator],
    value: values.map((one) => (isWhole ? formatValue(dimension, one) : String(one))).join(', '),
  }
}
