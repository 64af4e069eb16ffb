import { isNumeric, TEXT_OPERATORS } from '../filters.ts'
import type { Condition, FilterNode } from '../request.ts'
import type { Binder } from './binder.ts'

const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' }

/** A filter tree as SQL; column names come from the catalogue, values are bound. `null` when it restricts nothing. */
export function compileFilter(node: FilterNode, binder: Binder): string | null {
  if ('all' in node) return joined(node.all, ' AND ', binder)
  if ('any' in node) return joined(node.any, ' OR ', binder)
  return compileCondition(node, binder)
}

function joined(nodes: readonly FilterNode[], by: string, binder: Binder): string | null {
  const parts = nodes.flatMap((node) => compileFilter(node, binder) ?? [])
  if (parts.length === 0) return null
  return parts.length === 1 ? (parts[0] ?? null) : `(${parts.join(by)})`
}

function compileCondition({ dimension, operator, values }: Condition, binder: Binder): string {
  const isNumber = isNumeric(dimension)
  if (operator === 'in') return `${dimension} IN ${binder.bind(values, isNumber ? 'Array(UInt32)' : 'Array(String)')}`
  const value = values[0] ?? ''
  if (!TEXT_OPERATORS.has(operator)) {
    return `${dimension} ${COMPARISONS[operator]} ${binder.bind(value, isNumber ? 'UInt32' : 'String')}`
  }
  const text = isNumber ? `toString(${dimension})` : dimension
  const bound = binder.bind(value, 'String')
  if (operator === 'contains') return `position(${text}, ${bound}) > 0`
  return `${operator === 'regex' ? 'match' : operator}(${text}, ${bound})`
}
