import { COLUMNS, EVENT_NAME_PATTERN, LIMITS, UTM_KEYS } from '@lethe/catalogue'
import type { Beacon, BeaconItem, BeaconPage } from '../beacon.ts'
import { cleanString } from './clean-string.ts'
import { readEnvelope } from './read-envelope.ts'
import { readError } from './read-error.ts'
import { readValue } from './read-event.ts'
import { type JsonObject, readNumber, readSingleValues } from './read-values.ts'

const NO_SIGNALS = { is_automated: false, is_prerendering: false, is_gpc: false, is_dnt: false }
/** Upper bounds of the width classes, in CSS pixels. */
const SCREEN_CLASSES = [
  [576, 'xs'],
  [768, 'sm'],
  [1024, 'md'],
  [1440, 'lg'],
] as const

type Reading = (json: JsonObject, page: BeaconPage) => BeaconItem[]

/** The single form: one JSON object per item, as the script of the replaced product sends it. Its `user_agent` is ignored. */
export function readSingle(json: JsonObject): Beacon {
  const page = readPage(json)
  const items = page ? itemsOf(json, page) : []
  return {
    ...readEnvelope(json),
    form: 'single',
    version: 1,
    context: { ...readSingleValues(json, 'context'), ...screenClass(json) },
    signals: NO_SIGNALS,
    pages: page ? [page] : [],
    items,
    malformed_count: items.length > 0 ? 0 : 1,
  }
}

function itemsOf(json: JsonObject, page: BeaconPage): BeaconItem[] {
  const name = json.event_name
  if (typeof name !== 'string' || !EVENT_NAME_PATTERN.test(name)) return []
  return (READINGS.get(name) ?? customEvent)(json, page)
}

const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['Pageview', (json, page) => [bare(page, 'pageview'), ...vitals(json, page)]],
  ['WebVital', vitals],
  ['Error', (json, page) => [{ ...bare(page, 'error'), error: readError(json) }]],
])

function customEvent(json: JsonObject, page: BeaconPage): BeaconItem[] {
  const name = cleanString(json.event_name, LIMITS.id_chars)
  const event = { name, value: readValue(json.value), currency: '', props: {}, is_automatic: false }
  return [{ ...bare(page, 'event'), event }]
}

/** Load phases of a pageview and vitals, as one item; none when there is no value. */
function vitals(json: JsonObject, page: BeaconPage): BeaconItem[] {
  const values = { ...readSingleValues(json, 'vitals'), ...layoutShift(json) }
  return Object.keys(values).length > 0 ? [{ ...bare(page, 'vitals'), values }] : []
}

/** The one value whose unit differs: a score there, an integer here. */
function layoutShift(json: JsonObject): Record<string, number> {
  const score = json.web_vital_cls
  const cls = typeof score === 'number' ? readNumber(score * 10_000, COLUMNS.cls_e4.wire?.max) : null
  return cls === null ? {} : { cls_e4: cls }
}

function bare(page: BeaconPage, type: BeaconItem['type']): BeaconItem {
  return { id: '', page, type, age_ms: 0, values: {} }
}

function readPage(json: JsonObject): BeaconPage | null {
  const url = cleanString(json.url, LIMITS.url_chars)
  if (url === '') return null
  const referrer = cleanString(json.referrer, LIMITS.url_chars)
  return { id: '', url, referrer, utm: readUtm(json), values: readSingleValues(json, 'page') }
}

/** That script sends campaign values as the URL spells them, percent-encoded. */
function readUtm(json: JsonObject): Record<string, string> {
  const utm: Record<string, string> = {}
  for (const name of Object.keys(UTM_KEYS)) {
    const value = cleanString(decode(cleanString(json[name])))
    if (value !== '') utm[name] = value
  }
  return utm
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}

function screenClass(json: JsonObject): Record<string, string> {
  const width = readNumber(json.screen_width)
  if (width === null) return {}
  return { screen_class: SCREEN_CLASSES.find(([below]) => width < below)?.[1] ?? 'xl' }
}
