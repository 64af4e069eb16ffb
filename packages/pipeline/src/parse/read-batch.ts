import { BEACON_VERSION, EVENT_NAME_PATTERN, ITEM_TYPES, type ItemType, LIMITS, SESSION_MAX_MS } from '@lethe/catalogue'
import type { Beacon, BeaconItem, BeaconPage } from '../beacon.ts'
import { cleanString } from './clean-string.ts'
import { readEnvelope } from './read-envelope.ts'
import { readError } from './read-error.ts'
import { readEvent } from './read-event.ts'
import { isObject, type JsonObject, readNumber, readValues } from './read-values.ts'

const NO_PAGES: ReadonlyMap<string, BeaconPage> = new Map()

/** The batch form, which our tracker sends. */
export function readBatch(json: JsonObject): Beacon {
  const sent = Array.isArray(json.items) ? json.items : []
  const context = isObject(json.context) ? json.context : {}
  const isKnown = json.v === BEACON_VERSION
  const pages = isKnown ? readPages(json.pages) : NO_PAGES
  const items = isKnown ? sent.slice(0, LIMITS.items).flatMap((item) => readItem(item, pages) ?? []) : []
  const { client_key, environment, release } = readEnvelope(json)
  return {
    form: 'batch',
    version: typeof json.v === 'number' ? json.v : 0,
    client_key,
    environment,
    release,
    context: readValues(context, 'context'),
    signals: {
      is_automated: context.is_automated === true,
      is_prerendering: context.is_prerendering === true,
      is_gpc: context.is_gpc === true,
      is_dnt: context.is_dnt === true,
    },
    pages: [...pages.values()],
    items,
    malformed_count: Math.max(isKnown ? sent.length : Math.min(sent.length, LIMITS.items), 1) - items.length,
  }
}

function readPages(sent: unknown): ReadonlyMap<string, BeaconPage> {
  const pages = new Map<string, BeaconPage>()
  for (const page of Array.isArray(sent) ? sent.slice(0, LIMITS.pages) : []) {
    if (!isObject(page)) continue
    const id = cleanString(page.id, LIMITS.id_chars)
    const url = cleanString(page.url, LIMITS.url_chars)
    if (id === '' || url === '') continue
    const referrer = cleanString(page.referrer, LIMITS.url_chars)
    pages.set(id, { id, url, referrer, utm: {}, values: readValues(page, 'page') })
  }
  return pages
}

function readItem(sent: unknown, pages: ReadonlyMap<string, BeaconPage>): BeaconItem | null {
  if (!isObject(sent) || !isItemType(sent.type)) return null
  const page = pages.get(cleanString(sent.page, LIMITS.id_chars))
  if (!page) return null
  const item = {
    id: cleanString(sent.id, LIMITS.id_chars),
    page,
    type: sent.type,
    age_ms: readNumber(sent.age_ms, SESSION_MAX_MS) ?? 0,
    values: readValues(sent, sent.type),
  }
  if (item.type === 'error') return { ...item, error: readError(sent) }
  if (item.type !== 'event') return item
  return typeof sent.name === 'string' && EVENT_NAME_PATTERN.test(sent.name)
    ? { ...item, event: readEvent(sent) }
    : null
}

function isItemType(type: unknown): type is ItemType {
  return (ITEM_TYPES as readonly unknown[]).includes(type)
}
