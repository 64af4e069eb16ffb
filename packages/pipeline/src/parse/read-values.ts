import { COLUMN_NAMES, COLUMNS, type Column, type ColumnName, type Wire } from '@lethe/catalogue'
import { cleanString } from './clean-string.ts'

export type JsonObject = Readonly<Record<string, unknown>>
type WireColumn = Column & { readonly name: ColumnName; readonly wire: Wire }

const WIRED: readonly WireColumn[] = COLUMN_NAMES.flatMap((name) => {
  const { wire } = COLUMNS[name]
  return wire ? [{ ...COLUMNS[name], name, wire }] : []
})
const NONE: readonly WireColumn[] = []
const BY_PLACE = byPlace()

/** Values of the columns that travel at a place of the beacon, by column name; what the catalogue does not allow is left out. */
export function readValues(from: JsonObject, on: Wire['on']): Record<string, string | number> {
  return collect(from, on, (column) => column.name)
}

/** The same from the fields of the single form. */
export function readSingleValues(from: JsonObject, on: Wire['on']): Record<string, string | number> {
  return collect(from, on, (column) => column.wire.single_form)
}

function collect(from: JsonObject, on: Wire['on'], fieldOf: (column: WireColumn) => string | undefined) {
  const values: Record<string, string | number> = {}
  for (const column of BY_PLACE.get(on) ?? NONE) {
    const field = fieldOf(column)
    if (field === undefined || !Object.hasOwn(from, field)) continue
    const value =
      column.scrub === 'number' ? readNumber(from[field], column.wire.max) : readText(from[field], column.wire)
    if (value !== null) values[column.name] = value
  }
  return values
}

/** A whole number from 0 to `max`; null for what is not finite, negative or no number. Zero is a value. */
export function readNumber(value: unknown, max: number = Number.MAX_SAFE_INTEGER): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
  return Math.min(Math.round(value), max)
}

function readText(value: unknown, wire: Wire): string | null {
  const text = cleanString(value)
  if (text === '' || (wire.values && !wire.values.includes(text))) return null
  return text
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byPlace(): ReadonlyMap<Wire['on'], readonly WireColumn[]> {
  const places = new Map<Wire['on'], WireColumn[]>()
  for (const column of WIRED) places.set(column.wire.on, [...(places.get(column.wire.on) ?? []), column])
  return places
}
