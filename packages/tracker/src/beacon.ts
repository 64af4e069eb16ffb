import { BEACON_VERSION, LIMITS } from '@lethe/catalogue'
import type { Item } from './item.ts'

export interface Envelope {
  readonly client_key: string
  readonly environment?: string | undefined
  readonly release?: string | undefined
  readonly context: Readonly<Record<string, unknown>>
}

export interface Beacon {
  readonly body: string
  readonly items: readonly Item[]
}

/** Writes items into as few bodies as the limits allow, oldest first. An item too large for a body of its own is left out. */
export function writeBeacons(envelope: Envelope, items: readonly Item[], now: number): Beacon[] {
  if (items.length === 0) return []
  const body = writeBody(envelope, items, now)
  if (items.length <= LIMITS.items && byteLength(body) <= LIMITS.body_bytes) return [{ body, items }]
  if (items.length === 1) return []
  const middle = items.length >> 1
  return [...writeBeacons(envelope, items.slice(0, middle), now), ...writeBeacons(envelope, items.slice(middle), now)]
}

function writeBody(envelope: Envelope, items: readonly Item[], now: number): string {
  const pages = [...new Set(items.map((item) => item.page))]
  return JSON.stringify({
    v: BEACON_VERSION,
    ...envelope,
    pages: pages.map((page) => ({ ...page, referrer: page.referrer || undefined })),
    items: items.map(({ id, page, type, at, fields }) => ({
      ...fields,
      id,
      page: page.id,
      type,
      age_ms: Math.max(0, Math.round(now - at)),
    })),
  })
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length
