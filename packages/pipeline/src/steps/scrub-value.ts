import { COLUMNS, type ColumnName } from '@lethe/catalogue'
import type { Depersonalizer, NoteScrub } from '@lethe/depersonalize'

/** Who cleans, and who is told what was found. */
export interface Cleaning {
  readonly depersonalizer: Depersonalizer
  readonly note: NoteScrub
}

/** Cleans a value that the beacon brought for a column, by the rule that the column declares. */
export function scrubValue(
  name: ColumnName,
  value: string | number,
  { depersonalizer, note }: Cleaning,
): string | number {
  const { scrub } = COLUMNS[name]
  if (typeof value === 'number' || scrub === 'number') return value
  return scrub === 'frames' || scrub === 'props' ? '' : depersonalizer.column(scrub, value, note)
}
