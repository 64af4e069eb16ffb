import type { ItemType } from '@lethe/catalogue'

/** One HTTP request of a page, parsed; both wire forms arrive here. Immutable, no field is trusted yet beyond its type. */
export interface Beacon {
  readonly form: 'single' | 'batch'
  /** `v` of the batch form. Of an unknown version no item is read, and `malformed_count` tells how many there were. */
  readonly version: number
  readonly client_key: string
  readonly environment: string
  readonly release: string
  /** Values of columns with `wire.on: 'context'`, by column name, checked against the catalogue. */
  readonly context: Readonly<Record<string, string | number>>
  /** Signals that decide whether the beacon is taken, never stored. */
  readonly signals: {
    readonly is_automated: boolean
    readonly is_prerendering: boolean
    readonly is_gpc: boolean
    readonly is_dnt: boolean
  }
  readonly pages: readonly BeaconPage[]
  readonly items: readonly BeaconItem[]
  /** Items that were in the beacon but could not be read; each counts as `invalid/malformed`. */
  readonly malformed_count: number
}

/** A page that items of the beacon happened on. */
export interface BeaconPage {
  /** Made by the tracker for one pageview, in memory only; never stored. Empty in the single form. */
  readonly id: string
  readonly url: string
  readonly referrer: string
  /** Campaign values sent apart from the URL (single form); the URL's own win. */
  readonly utm: Readonly<Record<string, string>>
  /** Values of columns with `wire.on: 'page'`. */
  readonly values: Readonly<Record<string, string | number>>
}

/** One item of a beacon, of whatever type. */
export interface BeaconItem {
  readonly id: string
  readonly page: BeaconPage
  readonly type: ItemType
  /** Monotonic time between the item and the sending. */
  readonly age_ms: number
  /** Values of columns with `wire.on` of this type, by column name. */
  readonly values: Readonly<Record<string, string | number>>
  readonly event?: BeaconEvent
  readonly error?: BeaconError
}

/** What an item of type `event` says. */
export interface BeaconEvent {
  readonly name: string
  readonly value: number | null
  readonly currency: string
  readonly props: Readonly<Record<string, string>>
  /** Sent by the tracker itself (outbound link, download); does not open a session. */
  readonly is_automatic: boolean
}

/** What an item of type `error` says. */
export interface BeaconError {
  readonly type: string
  readonly message: string
  readonly stack: string
  readonly filename: string
  readonly line: number
  readonly column: number
  readonly is_handled: boolean
  readonly count: number
}
