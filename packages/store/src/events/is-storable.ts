import { COLUMN_NAMES, COLUMNS, ITEM_TYPES } from '@lethe/catalogue'
import type { EventRow, RowValue } from './port.ts'

type Fits = (value: Exclude<RowValue, undefined>) => boolean

const wholeBelow =
  (bound: number): Fits =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < bound
const matching =
  (pattern: RegExp): Fits =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const isDigits = matching(/^\d{1,20}$/)
const isSafe = wholeBelow(2 ** 53)
const isText: Fits = (value) => typeof value === 'string'
const isTexts: Fits = (value) => Array.isArray(value) && value.every((one) => typeof one === 'string')
const isMap: Fits = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one === 'string')

/** By the beginning of a column's type, what it takes. */
const FITS: readonly (readonly [type: RegExp, fits: Fits])[] = [
  [/^UInt8\b/, wholeBelow(2 ** 8)],
  [/^UInt16\b/, wholeBelow(2 ** 16)],
  [/^(UInt32|DateTime)\b/, wholeBelow(2 ** 32)],
  [/^UInt64\b/, (value) => isDigits(value) || isSafe(value)],
  [/^UUID\b/, matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)],
  [/^Decimal\b/, matching(/^-?\d{1,14}(\.\d{1,4})?$/)],
  [/^Enum8\b/, (value) => (ITEM_TYPES as readonly unknown[]).includes(value)],
  [/^(String|LowCardinality)\b/, isText],
  [/^Array\b/, isTexts],
  [/^Map\b/, isMap],
]

function fitsOf(sql: string): Fits {
  const nullable = /^Nullable\((.*)$/.exec(sql)
  if (nullable?.[1] !== undefined) {
    const fits = fitsOf(nullable[1])
    return (value) => value === null || fits(value)
  }
  const found = FITS.find(([type]) => type.test(sql))
  if (found === undefined) throw new Error(`no rule says what fits into a column of ${sql}`)
  return found[1]
}

const COLUMN_FITS: ReadonlyMap<string, Fits> = new Map(COLUMN_NAMES.map((name) => [name, fitsOf(COLUMNS[name].sql)]))

/** Whether the events store takes the row: asked before it is accepted, so that a batch is never refused for what is in it. */
export function isStorable(row: EventRow): boolean {
  for (const name in row) {
    const value = row[name as keyof EventRow]
    if (value !== undefined && COLUMN_FITS.get(name)?.(value) !== true) return false
  }
  return true
}
