import { createHmac } from 'node:crypto'

const KEY_BYTES = 16
const MAX_USER_AGENT_CHARS = 1_024
const scratch = Buffer.alloc(16_384)

/**
 * The ephemeral key of a visitor: first 128 bits of HMAC-SHA-256(day_key, lp(scope) || lp(ip) || lp(user_agent)), where
 * `lp` puts the length in front, so that no two triples spell the same bytes. `ip` is canonical.
 */
export function visitorKey(dayKey: Uint8Array, visitor: { scope: string; ip: string; user_agent: string }): Uint8Array {
  let end = put(visitor.scope.slice(0, MAX_USER_AGENT_CHARS), 0)
  end = put(visitor.ip, end)
  end = put(visitor.user_agent.slice(0, MAX_USER_AGENT_CHARS), end)
  const digest = createHmac('sha256', dayKey).update(scratch.subarray(0, end)).digest()
  // Address and user agent must not outlive the request in a buffer that does.
  scratch.fill(0, 0, end)
  return digest.subarray(0, KEY_BYTES)
}

/** Site and environment as one string, length-prefixed both: ("1", "2x") is not ("12", "x"). */
export function scopeOf(siteId: number, environment: string): string {
  const site = String(siteId)
  return `${site.length}:${site}${environment.length}:${environment}`
}

function put(text: string, at: number): number {
  const length = scratch.write(text, at + 4, 'utf8')
  scratch.writeUInt32BE(length, at)
  return at + 4 + length
}
