import { COLUMNS, type DimensionName, FILTER_OPERATORS, type FilterOperator, OTHER_VALUE } from '@lethe/catalogue'
import { RE2JS } from 're2js'
import { invalid } from './invalid.ts'
import { dimensionNamed } from './names.ts'
import { nearest } from './nearest.ts'
import type { Condition, FilterNode } from './request.ts'

export const FILTER_LIMITS = { count: 30, depth: 4, values: 200, chars: 1_024, regexChars: 256 } as const

/** A tree as zod has let it through: the shape is right, names and values are not yet checked. */
export type RawFilter =
  | { dimension: string; operator: string; value: string | number | (string | number)[] }
  | { and: RawFilter[] }
  | { or: RawFilter[] }

/** Whether a column holds numbers, so that filters on it compare as numbers. */
export const isNumeric = (dimension: DimensionName): boolean => COLUMNS[dimension].sql.startsWith('UInt')

/** Checks names, operators, values, depth and number of filters. Throws `invalid_request`. */
export function parseFilters(raw: readonly RawFilter[], behaviour: 'and' | 'or'): FilterNode {
  let count = 0
  const read = (node: RawFilter, path: string, depth: number): FilterNode => {
    if (depth > FILTER_LIMITS.depth) {
      throw invalid('Filters are nested too deeply.', { path, expected: `at most ${FILTER_LIMITS.depth} levels` })
    }
    if ('and' in node) return { all: node.and.map((child, at) => read(child, `${path}.and.${at}`, depth + 1)) }
    if ('or' in node) return { any: node.or.map((child, at) => read(child, `${path}.or.${at}`, depth + 1)) }
    if (++count > FILTER_LIMITS.count) {
      throw invalid('Too many filters.', { path, expected: `at most ${FILTER_LIMITS.count} filters` })
    }
    return parseCondition(node, path)
  }
  const nodes = raw.map((node, at) => read(node, `filters.${at}`, 1))
  return behaviour === 'or' && nodes.length > 0 ? { any: nodes } : { all: nodes }
}

function parseCondition(raw: Extract<RawFilter, { operator: string }>, path: string): Condition {
  const { name } = dimensionNamed({ typed: raw.dimension, path: `${path}.dimension` })
  const operator = operatorNamed(raw.operator, `${path}.operator`)
  const at = `${path}.value`
  const list = Array.isArray(raw.value) ? raw.value : [raw.value]
  if (Array.isArray(raw.value) !== (operator === 'in')) {
    const expected = operator === 'in' ? `a list of at most ${FILTER_LIMITS.values} values` : 'one value'
    throw invalid('The value does not fit the operator.', { path: at, expected })
  }
  if (list.length > FILTER_LIMITS.values) {
    throw invalid('Too many values.', { path: at, expected: `at most ${FILTER_LIMITS.values} values` })
  }
  const values = list.map((value) => parseValue({ name, operator, path: at }, value))
  if (operator === 'regex') checkRegex(String(values[0]), at)
  return { dimension: name, operator, values, path }
}

function operatorNamed(typed: string, path: string): FilterOperator {
  const found = FILTER_OPERATORS.find((name) => name === typed)
  if (found !== undefined) return found
  const expected = `one of ${FILTER_OPERATORS.join(', ')} (nearest: ${nearest(typed, FILTER_OPERATORS, 1)[0]})`
  throw invalid('Unknown operator.', { path, expected, got: typed.slice(0, 64) })
}

/** Operators that look at text; on a numeric column they see its decimal digits. */
export const TEXT_OPERATORS: ReadonlySet<FilterOperator> = new Set(['startsWith', 'endsWith', 'contains', 'regex'])

function parseValue(
  of: { name: DimensionName; operator: FilterOperator; path: string },
  value: string | number,
): string | number {
  if (isNumeric(of.name) && !TEXT_OPERATORS.has(of.operator)) {
    if (value === OTHER_VALUE && ['eq', 'ne', 'in'].includes(of.operator)) return value
    const number = typeof value === 'number' ? value : /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (Number.isInteger(number) && number >= 0 && number <= 4_294_967_295) return number
    throw invalid(`${COLUMNS[of.name].label} is a number.`, { path: of.path, expected: 'a whole number of at least 0' })
  }
  const text = String(value)
  // TRICKY: a lone surrogate has no UTF-8 form: the driver would silently search for another string.
  if (!/^[^\uD800-\uDFFF]*$/u.test(text)) {
    throw invalid('The value is not well-formed Unicode.', { path: of.path, expected: 'text without lone surrogates' })
  }
  return text
}

/** The engine runs regular expressions with RE2: linear time, no back-references, no look-around. */
function checkRegex(pattern: string, path: string): void {
  const expected = `an RE2 expression of at most ${FILTER_LIMITS.regexChars} characters`
  try {
    if (pattern.length > FILTER_LIMITS.regexChars) throw new Error('too long')
    RE2JS.compile(pattern)
  } catch {
    throw invalid('Not a valid regular expression.', { path, expected, got: pattern.slice(0, 64) })
  }
}
