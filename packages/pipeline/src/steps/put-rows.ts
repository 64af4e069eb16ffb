import {
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  ITEM_DIMENSION_NAMES,
  type ItemDimension,
  RETENTION_CLASSES_DAYS,
} from '@lethe/catalogue'
import { errorFingerprint } from '@lethe/depersonalize'
import type { EventRow, RowValue } from '@lethe/store/events/port'
import type { BeaconError, BeaconEvent } from '../beacon.ts'
import { blankRecord } from '../blank-record.ts'
import type { ItemPassage, Passage } from '../passage.ts'
import { type Cleaning, scrubValue } from './scrub-value.ts'

const MINUTE_MS = 60_000
const LONGEST_RETENTION = Math.max(...RETENTION_CLASSES_DAYS)
const ITEM_NAMES: ReadonlySet<string> = new Set(ITEM_DIMENSION_NAMES)
type Values = Partial<Record<ColumnName, RowValue | undefined>>

const blankRow = blankRecord<ColumnName, RowValue | undefined>(COLUMN_NAMES, () => undefined)

/** Builds the row of each item: what belongs to item, page, session and site, depersonalised, times cut to the minute. */
export function putRows(passage: Passage): void {
  const ofBeacon = fillBeacon(blankRow(), passage)
  for (const one of passage.items) {
    const row = rowOf(passage, one, { ...ofBeacon })
    one.row = row && passage.tools.isStorable(row) ? row : null
  }
}

/** What all rows of a beacon share: of the site, and item-scoped values of the context. */
function fillBeacon(row: Values, passage: Passage): Values {
  const { beacon, siteOrThrow: site } = passage
  const cleaning = passage.cleaningOf(beacon)
  for (const name in beacon.context) {
    if (isItemDimension(name)) row[name] = scrubValue(name, beacon.context[name] ?? '', cleaning)
  }
  row.release = cleaning.depersonalizer.release(beacon.release, cleaning.note)
  row.site_id = site.id
  row.environment = beacon.environment
  row.retention_days = RETENTION_CLASSES_DAYS.find((days) => days >= site.retention_days) ?? LONGEST_RETENTION
  return row
}

function isItemDimension(name: string): name is ItemDimension {
  return ITEM_NAMES.has(name)
}

function rowOf(passage: Passage, { item, facts, weight }: ItemPassage, row: Values): EventRow | null {
  const page = passage.pages.get(item.page)
  if (!facts || !page) return null
  const cleaning = passage.cleaningOf(item)
  fillCarried(row, item.page.values, cleaning)
  fillCarried(row, item.values, cleaning)
  if (item.event) Object.assign(row, eventValues(item.event, cleaning))
  if (item.error) Object.assign(row, errorValues(item.error, cleaning))
  Object.assign(row, facts.entry)
  row.session_id = facts.session_id
  row.session_seq = facts.session_seq
  row.session_gap_ms = facts.session_gap_ms
  row.is_first_on_path = facts.is_first_on_path
  row.is_first_of_day = facts.is_first_of_day
  row.hostname = page.hostname
  row.path = page.path
  row.type = item.type
  row.at = toMinute(facts.at)
  row.session_started_at = toMinute(facts.session_started_at)
  row.weight = weight
  return row as EventRow
}

/** Values that a beacon carries under column names. */
function fillCarried(row: Values, carried: Readonly<Record<string, string | number>>, cleaning: Cleaning): void {
  for (const name in carried) {
    if (Object.hasOwn(COLUMNS, name))
      row[name as ColumnName] = scrubValue(name as ColumnName, carried[name] as string | number, cleaning)
  }
}

function eventValues(event: BeaconEvent, { depersonalizer, note }: Cleaning): Values {
  return {
    event_name: depersonalizer.eventName(event.name, note),
    event_value: event.value === null ? null : event.value.toFixed(4),
    currency: event.currency,
    props: depersonalizer.props(event.props, note),
  }
}

function errorValues(error: BeaconError, { depersonalizer, note }: Cleaning): Values {
  const { type, template, frames } = depersonalizer.error(error, note)
  return {
    error_type: type,
    error_message: template,
    error_frames: frames,
    error_fingerprint: errorFingerprint({ type, template, frames }),
    is_handled: error.is_handled ? 1 : 0,
    error_count: error.count,
  }
}

/** Epoch seconds of the minute. */
function toMinute(at: number): number {
  return Math.floor(at / MINUTE_MS) * 60
}
