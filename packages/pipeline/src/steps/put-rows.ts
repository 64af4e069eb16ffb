import { COLUMNS, type ColumnName, ITEM_DIMENSION_NAMES, RETENTION_CLASSES_DAYS } from '@lethe/catalogue'
import {
  cleanFrames,
  depersonalizeProps,
  depersonalizeText,
  errorFingerprint,
  errorTemplate,
} from '@lethe/depersonalize'
import type { EventRow, RowValue } from '@lethe/store/events/port'
import type { BeaconError, BeaconEvent, BeaconPage } from '../beacon.ts'
import type { ItemPassage, Passage } from '../passage.ts'
import { scrubValue } from './scrub-value.ts'

const MINUTE_MS = 60_000
const LONGEST_RETENTION = Math.max(...RETENTION_CLASSES_DAYS)
type Values = Partial<Record<ColumnName, RowValue>>

/** Builds the row of each item: what belongs to item, page, session and site, depersonalised, times cut to the minute. */
export function putRows(passage: Passage): void {
  const ofBeacon = beaconValues(passage)
  const ofPages = new Map<BeaconPage, Values>()
  for (const one of passage.items) {
    const { page } = one.item
    const ofPage = ofPages.get(page) ?? scrubbed(page.values)
    ofPages.set(page, ofPage)
    one.row = rowOf(passage, one, { ...ofBeacon, ...ofPage })
  }
}

/** What all rows of a beacon share: of the site, and item-scoped values of the context. */
function beaconValues({ beacon, siteOrThrow: site }: Passage): Values {
  const context: Record<string, string | number> = {}
  for (const name of ITEM_DIMENSION_NAMES) {
    const value = beacon.context[name]
    if (value !== undefined) context[name] = value
  }
  return {
    ...scrubbed(context),
    release: depersonalizeText(beacon.release),
    site_id: site.id,
    environment: beacon.environment,
    retention_days: RETENTION_CLASSES_DAYS.find((days) => days >= site.retention_days) ?? LONGEST_RETENTION,
  }
}

function rowOf(passage: Passage, { item, facts, weight }: ItemPassage, shared: Values): EventRow | null {
  const page = passage.pages.get(item.page)
  if (!facts || !page) return null
  const { entry, at, session_started_at, ...session } = facts
  return Object.assign(
    shared,
    scrubbed(item.values),
    item.event && eventValues(item.event),
    item.error && errorValues(item.error),
    entry,
    session,
    {
      hostname: page.hostname,
      path: page.path,
      type: item.type,
      at: toMinute(at),
      session_started_at: toMinute(session_started_at),
      weight,
    },
  ) as EventRow
}

/** Values that a beacon carries under column names. */
function scrubbed(carried: Readonly<Record<string, string | number>>): Values {
  const values: Values = {}
  for (const name in carried) {
    if (Object.hasOwn(COLUMNS, name))
      values[name as ColumnName] = scrubValue(name as ColumnName, carried[name] as string | number)
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
