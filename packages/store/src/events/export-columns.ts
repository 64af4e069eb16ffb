import { COLUMNS, type ColumnName, EXPORTED_COLUMNS, type ExportFormat, FORMULA_STARTS } from '@lethe/catalogue'

/** What is selected for an export, out of a subquery whose columns have the same names. */
export function exportExpressions(format: ExportFormat): string {
  return EXPORTED_COLUMNS.map((name) => `${expressionOf(name, format)} AS ${name}`).join(', ')
}

/** Times as ISO 8601; 64-bit numbers as text, since readers round them; in a CSV lists as JSON, and texts made harmless. */
function expressionOf(name: ColumnName, format: ExportFormat): string {
  const [type = ''] = COLUMNS[name].sql.split(' CODEC(')
  if (type.startsWith('DateTime')) return `formatDateTime(${name}, '%Y-%m-%dT%H:%i:%SZ', 'UTC')`
  if (type === 'UInt64') return `toString(${name})`
  if (format === 'ndjson' || NUMBER.test(type)) return name
  return harmless(/^(Map|Array)\(/.test(type) ? `toJSONString(${name})` : `toString(${name})`)
}

const NUMBER = /^(Nullable\()?(U?Int|Decimal|Float)/

const STARTS = FORMULA_STARTS.map((start) => JSON.stringify(start).replaceAll('"', "'")).join(', ')

/** Only texts: a number below zero stays a number. */
const harmless = (text: string) => `if(substringUTF8(${text}, 1, 1) IN (${STARTS}), concat('\\'', ${text}), ${text})`
