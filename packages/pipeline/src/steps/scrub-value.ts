import { COLUMNS, type ColumnName } from '@lethe/catalogue'
import { SCRUBS } from '@lethe/depersonalize'

/** Cleans a value that the beacon brought for a column, by the rule that the column declares. */
export function scrubValue(name: ColumnName, value: string | number): string | number {
  const { scrub } = COLUMNS[name]
  if (typeof value === 'number' || scrub === 'number') return value
  return scrub === 'frames' || scrub === 'props' ? '' : SCRUBS[scrub](value)
}
