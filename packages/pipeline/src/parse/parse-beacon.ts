import { AppError, LIMITS } from '@lethe/catalogue'
import type { Beacon } from '../beacon.ts'
import { readBatch } from './read-batch.ts'
import { readSingle } from './read-single.ts'
import { isObject, type JsonObject } from './read-values.ts'

/**
 * Reads the body of a collect request, in either wire form. Throws `invalid_request` when it is no JSON object or names no
 * site, `payload_too_large` above 16 KiB. A fault in one item costs that item only (`malformed_count`).
 * Nothing is read below depth 4, so a deeper body costs nothing and means nothing.
 */
export function parseBeacon(body: string): Beacon {
  if (body.length > LIMITS.body_bytes || Buffer.byteLength(body) > LIMITS.body_bytes)
    throw new AppError('payload_too_large', `A beacon has at most ${LIMITS.body_bytes} bytes`)
  const json = parseObject(body)
  if (typeof json.client_key !== 'string' || json.client_key === '')
    throw new AppError('invalid_request', 'The beacon names no site', {
      details: [{ path: 'client_key', expected: 'the client key of a site' }],
    })
  return Object.hasOwn(json, 'v') || Array.isArray(json.items) ? readBatch(json) : readSingle(json)
}

function parseObject(body: string): JsonObject {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new AppError('invalid_request', 'The body is not JSON')
  }
  if (!isObject(json)) throw new AppError('invalid_request', 'The body is not a JSON object')
  return json
}
