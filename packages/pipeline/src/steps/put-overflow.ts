import { COLUMNS, type ColumnName, ITEM_DIMENSION_NAMES } from '@lethe/catalogue'
import { errorFingerprint } from '@lethe/depersonalize'
import { ENTRY_FACT_NAMES, type EntryFacts } from '@lethe/identity'
import type { EventRow } from '@lethe/store/events/port'
import type { Passage } from '../passage.ts'
import { OVERFLOW } from '../value-limits.ts'

const isLimited = (name: string): boolean => COLUMNS[name as ColumnName]?.max_values_per_day !== undefined
const ENTRY_NAMES = ENTRY_FACT_NAMES.filter(isLimited)
const ITEM_NAMES = ITEM_DIMENSION_NAMES.filter(isLimited)

/** Facts of an entry that are one value too many become `(overflow)`, before sessions keep them. */
export function putEntryOverflow(passage: Passage): void {
  for (const [page, entry] of passage.entries) {
    const over = ENTRY_NAMES.filter((name) => !admits(passage, name, entry[name]))
    if (over.length > 0) passage.entries.set(page, overflown(entry, over))
  }
}

/** An event has no meaning without its name: one whose name is one too many is not taken. */
export function dropNamelessEvents(passage: Passage): void {
  for (const one of passage.items) {
    const { event } = one.item
    if (!event) continue
    const name = passage.cleaningOf(one.item).depersonalizer.eventName(event.name, () => {})
    if (!admits(passage, 'event_name', name)) passage.drop(one, 'limited/cardinality')
  }
}

/** The same of what belongs to one item, and of the keys of its properties. Errors overflow as one group. */
export function putItemOverflow(passage: Passage): void {
  for (const { row } of passage.items) {
    if (!row) continue
    const values = row as Record<ColumnName, EventRow[ColumnName]>
    for (const name of ITEM_NAMES) if (!admits(passage, name, values[name])) values[name] = OVERFLOW
    if (row.type === 'error' && !admits(passage, 'error_fingerprint', values.error_fingerprint)) {
      Object.assign(values, OTHER_ERRORS)
    }
    if (values.props) values.props = knownProps(passage, values.props as Record<string, string>)
  }
}

const OTHER_ERRORS = {
  error_type: OVERFLOW,
  error_message: OVERFLOW,
  error_frames: [],
  error_fingerprint: errorFingerprint({ type: OVERFLOW, template: OVERFLOW, frames: [] }),
}

function knownProps(passage: Passage, props: Readonly<Record<string, string>>): Record<string, string> {
  const known = Object.entries(props).filter(([key]) => admits(passage, 'props', key))
  return known.length === Object.keys(props).length ? props : { ...Object.fromEntries(known), [OVERFLOW]: '' }
}

function overflown(entry: EntryFacts, names: readonly (keyof EntryFacts)[]): EntryFacts {
  return { ...entry, ...Object.fromEntries(names.map((name) => [name, OVERFLOW])) }
}

function admits({ tools, siteOrThrow }: Passage, column: ColumnName, value: unknown): boolean {
  const most = COLUMNS[column].max_values_per_day
  if (most === undefined || value === undefined || value === null || value === '') return true
  return tools.admitValue({ site_id: siteOrThrow.id, column, value: String(value), most })
}
