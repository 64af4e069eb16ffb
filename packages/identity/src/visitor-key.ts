import { hash } from 'node:crypto'

const KEY_BYTES = 16
const MAX_USER_AGENT_CHARS = 1_024
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Padded key, then the message; and padded key, then the inner digest (RFC 2104). */
const inner = Buffer.alloc(BLOCK_BYTES + 16_384)
const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)

/**
 * The ephemeral key of a visitor: first 128 bits of HMAC-SHA-256(day_key, lp(scope) || lp(ip) || lp(user_agent)), where
 * `lp` puts the length in front, so that no two triples spell the same bytes. `ip` is canonical.
 */
export function visitorKey(dayKey: Uint8Array, visitor: { scope: string; ip: string; user_agent: string }): Uint8Array {
  let end = put(visitor.scope.slice(0, MAX_USER_AGENT_CHARS), BLOCK_BYTES)
  end = put(visitor.ip, end)
  end = put(visitor.user_agent.slice(0, MAX_USER_AGENT_CHARS), end)
  const key = hmacSha256(dayKey, end).subarray(0, KEY_BYTES)
  // Address, user agent and key must not outlive the request in buffers that do.
  inner.fill(0, 0, end)
  outer.fill(0)
  return key
}

/** HMAC of `inner` from its second block to `end`. Two one-shot hashes: no native object for the collector, as `createHmac` leaves. */
function hmacSha256(key: Uint8Array, end: number): Buffer {
  for (let at = 0; at < BLOCK_BYTES; at++) {
    const byte = key[at] ?? 0
    inner[at] = byte ^ 0x36
    outer[at] = byte ^ 0x5c
  }
  outer.set(hash('sha256', inner.subarray(0, end), 'buffer'), BLOCK_BYTES)
  return hash('sha256', outer, 'buffer')
}

/** Site and environment as one string, length-prefixed both: ("1", "2x") is not ("12", "x"). */
export function scopeOf(siteId: number, environment: string): string {
  const site = String(siteId)
  return `${site.length}:${site}${environment.length}:${environment}`
}

function put(text: string, at: number): number {
  const length = inner.write(text, at + 4, 'utf8')
  inner.writeUInt32BE(length, at)
  return at + 4 + length
}
