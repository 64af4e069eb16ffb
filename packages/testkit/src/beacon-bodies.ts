import { BEACON_VERSION, type ItemType } from '@lethe/catalogue'

/** A client key that tests give to their site. */
export const TEST_CLIENT_KEY = '0123456789abcdef0123456789abcdef'

/** One page of the batch form; items name it by `id`. */
export interface BatchPage {
  readonly id: string
  readonly url: string
  readonly referrer?: string
  readonly navigation_type?: string
}

/** One item of the batch form; what else it carries depends on its type. */
export interface BatchItem {
  readonly id: string
  readonly page: string
  readonly type: ItemType
  readonly age_ms: number
  readonly [field: string]: unknown
}

/** A beacon as the tracker sends it, before it is made JSON. */
export interface BatchBody {
  readonly v: number
  readonly client_key: string
  readonly environment?: string
  readonly release?: string
  readonly context: Readonly<Record<string, string | number | boolean>>
  readonly pages: readonly BatchPage[]
  readonly items: readonly BatchItem[]
}

let beacons = 0

/** A beacon of the batch form with ids of its own: one pageview of `https://shop.example/`, unless told otherwise. */
export function batchBody(change: Partial<BatchBody> = {}): BatchBody {
  return {
    v: BEACON_VERSION,
    client_key: TEST_CLIENT_KEY,
    context: { language: 'en', screen_class: 'lg', is_automated: false, is_gpc: false, is_dnt: false },
    pages: [{ id: 'page-1', url: 'https://shop.example/' }],
    items: [{ id: `item-${++beacons}`, page: 'page-1', type: 'pageview', age_ms: 0 }],
    ...change,
  }
}

/** A beacon of the single form, with the fields that the replaced product's script sends for a pageview. */
export function singleBody(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    client_key: TEST_CLIENT_KEY,
    event_name: 'Pageview',
    environment: 'production',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    url: 'https://shop.example/',
    language: 'en-US',
    screen_width: 1280,
    timezone: 'Europe/Berlin',
    ...change,
  }
}
