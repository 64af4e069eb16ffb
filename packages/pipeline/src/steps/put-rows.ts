import { COLUMNS, type ColumnName, ITEM_DIMENSION_NAMES, RETENTION_CLASSES_DAYS } from '@lethe/catalogue'
import {
  cleanFrames,
  depersonalizeProps,
  depersonalizeText,
  errorFingerprint,
  errorTemplate,
} from '@lethe/depersonalize'
import type { EventRow, RowValue } from '@lethe/store/events/port'
import type { BeaconError, BeaconEvent } from '../beacon.ts'
import type { ItemPassage, Passage } from '../passage.ts'
import { scrubValue } from './scrub-value.ts'

const MINUTE_MS = 60_000
const LONGEST_RETENTION = Math.max(...RETENTION_CLASSES_DAYS)
type Values = Partial<Record<ColumnName, RowValue>>

/** Builds the row of each item: what belongs to item, page, session and site, depersonalised, times cut to the minute. */
export function putRows(passage: Passage): void {
  for (const one of passage.items) one.row = rowOf(passage, one)
}

function rowOf(passage: Passage, one: ItemPassage): EventRow | null {
  const { item, facts } = one
  const page = passage.pages.get(item.page)
  const site = passage.siteOrThrow
  if (!facts || !page) return null
  return {
    ...wireValues(passage, one),
    ...(item.event && eventValues(item.event)),
    ...(item.error && errorValues(item.error)),
    ...facts.entry,
    hostname: page.hostname,
    path: page.path,
    release: depersonalizeText(passage.beacon.release),
    site_id: site.id,
    environment: passage.beacon.environment,
    type: item.type,
    at: toMinute(facts.at),
    session_id: facts.session_id,
    session_started_at: toMinute(facts.session_started_at),
    session_seq: facts.session_seq,
    session_gap_ms: facts.session_gap_ms,
    is_first_on_path: facts.is_first_on_path,
    is_first_of_day: facts.is_first_of_day,
    weight: one.weight,
    retention_days: RETENTION_CLASSES_DAYS.find((days) => days >= site.retention_days) ?? LONGEST_RETENTION,
  }
}

/** Values that the beacon carries under column names: of the item, its page, and item-scoped ones of the context. */
function wireValues({ beacon }: Passage, { item }: ItemPassage): Values {
  const context = ITEM_DIMENSION_NAMES.flatMap((name) => {
    const value = beacon.context[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const values: Values = {}
  for (const [name, value] of [...context, ...Object.entries(item.page.values), ...Object.entries(item.values)]) {
    if (Object.hasOwn(COLUMNS, name)) values[name as ColumnName] = scrubValue(name as ColumnName, value)
  }
  return values
}

function eventValues(event: BeaconEvent): Values {
  return {
    event_name: event.name,
    event_value: event.value === null ? null : event.value.toFixed(4),
    currency: event.currency,
    props: depersonalizeProps(event.props),
  }
}

function errorValues(error: BeaconError): Values {
  const type = /^[A-Za-z_$][\w$.]*$/.test(error.type) ? error.type : 'Error'
  const template = errorTemplate(error.message)
  const frames = cleanFrames(error.stack, error)
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
