import type { ItemType } from '@lethe/catalogue'

/** One pageview as the beacon names it; the id lives in memory only and says nothing about the visitor. */
export interface Page {
  readonly id: string
  url: string
  referrer: string
  readonly navigation_type: string
}

export interface Item {
  readonly id: string
  readonly page: Page
  readonly type: ItemType
  /** `performance.now()` of the item. */
  readonly at: number
  readonly fields: Readonly<Record<string, unknown>>
}
