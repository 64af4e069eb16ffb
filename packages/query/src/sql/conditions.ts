import { OTHER_VALUE } from '@lethe/catalogue'
import { isNumeric, TEXT_OPERATORS } from '../filters.ts'
import type { Condition, FilterNode } from '../request.ts'
import type { Binder } from './binder.ts'
import { compileCensus, type Subject } from './census.ts'

const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' }
const EVERYTHING: FilterNode = { all: [] }

/** A filter tree as SQL; column names come from the catalogue, values are bound. `null` when it restricts nothing. */
export function compileFilter(node: FilterNode, subject: Subject, binder: Binder): string | null {
  if ('all' in node) return joined(node.all, ' AND ', { subject, binder })
  if ('any' in node) return joined(node.any, ' OR ', { subject, binder })
  return subject.threshold === 0 ? compilePlain(node, binder) : compileFolded(node, subject, binder)
}

function joined(nodes: readonly FilterNode[], by: string, { subject, binder }: { subject: Subject; binder: Binder }) {
  const parts = nodes.flatMap((node) => compileFilter(node, subject, binder) ?? [])
  if (parts.length === 0) return null
  return parts.length === 1 ? (parts[0] ?? null) : `(${parts.join(by)})`
}

/**
 * Under a threshold a filter sees what a reader sees: a value of too few sessions is `(other)` to it. So neither naming such a
 * value nor taking all others away brings it out.
 */
function compileFolded(condition: Condition, subject: Subject, binder: Binder): string {
  const { dimension, operator, values } = condition
  const shown = compileCensus(subject, { dimension, filter: EVERYTHING, compiled: [] }, binder)
  const isShown = `${dimension} IN (${shown})`
  const isHidden = `${dimension} NOT IN (${shown})`
  const named = values.filter((value) => value !== OTHER_VALUE)
  if (TEXT_OPERATORS.has(operator) || named.length === values.length) {
    const plain = compilePlain(condition, binder)
    return operator === 'ne' ? `(${isHidden} OR ${plain})` : `(${isShown} AND ${plain})`
  }
  if (operator === 'eq') return isHidden
  if (operator === 'ne') return isShown
  return operator === 'in' ? `(${isHidden} OR ${compilePlain({ ...condition, values: named }, binder)})` : '0'
}

function compilePlain({ dimension, operator, values }: Condition, binder: Binder): string {
  const isNumber = isNumeric(dimension)
  if (operator === 'in') {
    const list = isNumber ? values.filter((value) => value !== OTHER_VALUE) : values
    return `${dimension} IN ${binder.bind(list, isNumber ? 'Array(UInt32)' : 'Array(String)')}`
  }
  const value = values[0] ?? ''
  if (!TEXT_OPERATORS.has(operator)) {
    // No number is called "(other)".
    if (isNumber && value === OTHER_VALUE) return operator === 'ne' ? '1' : '0'
    return `${dimension} ${COMPARISONS[operator]} ${binder.bind(value, isNumber ? 'UInt32' : 'String')}`
  }
  const text = isNumber ? `toString(${dimension})` : dimension
  const bound = binder.bind(value, 'String')
  if (operator === 'contains') return `position(${text}, ${bound}) > 0`
  return `${operator === 'regex' ? 'match' : operator}(${text}, ${bound})`
}
