import type { CollectRequest, CollectResult } from '@lethe/pipeline'

/** The way of a beacon: parse, pipeline, row buffer, outcomes. What is known of the sender is dropped with the request. */
export interface Collector {
  /** Null when too many beacons of its site wait. Throws what makes a request unreadable (`invalid_request`, `payload_too_large`). */
  take(body: string, sender: CollectRequest): Promise<CollectResult | null>
  /** What would be stored, with outcomes; changes nothing. */
  preview(body: string, sender: CollectRequest): Promise<unknown>
}
