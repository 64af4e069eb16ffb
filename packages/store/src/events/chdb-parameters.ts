import type { ClickHouseClient } from '@clickhouse/client'
import type { Statement } from './port.ts'

/**
 * Sets a statement's parameters on a connection, for the statement that follows on it.
 * TRICKY: chDB runs statements with parameters one at a time in the whole process, whatever their connections, so that one
 * slow panel would hold up all others. `SET param_x` binds just as well: the value is parsed as `x`'s type, never as SQL.
 */
export async function bindParameters(client: ClickHouseClient, params: Statement['params']): Promise<void> {
  const assignments = Object.entries(params).map(
    ([name, value]) => `${parameterName(name)} = ${literal(written(value))}`,
  )
  if (assignments.length > 0) await client.command({ query: `SET ${assignments.join(', ')}` })
}

function parameterName(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) throw new TypeError(`not the name of a parameter: ${name}`)
  return `param_${name}`
}

/** A value as ClickHouse reads parameters: escaped as in TSV; strings inside an array are quoted as well. */
function written(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Array.isArray(value)) return `[${value.map(element).join(',')}]`
  throw new TypeError('a parameter is a string, a number, a boolean, null or an array of these')
}

function element(value: unknown): string {
  if (typeof value === 'string') return literal(value)
  return value === null || value === undefined ? 'NULL' : written(value)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL and backspace are among the characters to escape.
const escaped = (text: string) => text.replace(/[\\'\0\x08\f\n\r\t]/g, (character) => ESCAPES[character] as string)
const literal = (text: string) => `'${escaped(text)}'`
