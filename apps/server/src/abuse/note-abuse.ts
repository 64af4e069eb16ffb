import type { ErrorCode, Outcome } from '@lethe/catalogue'
import type { AbuseLog } from '@lethe/http'
import type { CollectResult } from '@lethe/pipeline'

/** What says something about the sender, and neither about us nor about the visitor's wishes. */
const CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate_limited',
  'invalid_request',
  'payload_too_large',
  'unsupported_media_type',
])
const OUTCOMES: ReadonlySet<Outcome> = new Set<Outcome>([
  'limited/rate_limit',
  'limited/quota',
  'limited/cardinality',
  'filtered/origin_not_allowed',
  'filtered/network_not_allowed',
  'filtered/network_blocked',
  'filtered/country_blocked',
  'invalid/malformed',
  'invalid/unknown_site',
])

/** A request that was not taken; of which site is not known. */
export function noteRefusal(log: AbuseLog, code: ErrorCode, address: string): void {
  if (CODES.has(code)) log.record({ site_id: 0, address, reason: code })
}

/** One entry for each reason that the request's items were refused for. */
export function noteOutcomes(log: AbuseLog, { site_id, outcomes }: CollectResult, address: string): void {
  for (const reason of new Set(outcomes)) if (OUTCOMES.has(reason)) log.record({ site_id, address, reason })
}
