import { hash } from 'node:crypto'

const KEY_BYTES = 16
const MAX_USER_AGENT_CHARS = 1_024
const SHORT_CHARS = 40
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
const DAY_KEY_BYTES = 32
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c
/** Padded key, then the message; and padded key, then the inner digest (RFC 2104). */
const inner = Buffer.alloc(BLOCK_BYTES + 16_384).fill(INNER_PAD, 0, BLOCK_BYTES)
const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES).fill(OUTER_PAD)
/** `inner` up to an end: as many views as there are lengths of user agents. */
const innerUpTo: Buffer[] = []

/**
 * The ephemeral key of a visitor: first 128 bits of HMAC-SHA-256(day_key, lp(scope) || lp(ip) || lp(user_agent)), where
 * `lp` puts the length in front, so that no two triples spell the same bytes. `ip` is canonical.
 */
export function visitorKey(dayKey: Uint8Array, visitor: { scope: string; ip: string; user_agent: string }): Uint8Array {
  let end = put(visitor.scope.slice(0, MAX_USER_AGENT_CHARS), BLOCK_BYTES)
  end = put(visitor.ip, end)
  end = put(visitor.user_agent.slice(0, MAX_USER_AGENT_CHARS), end)
  const digest = hmacSha256(dayKey, end)
  const key = new Uint8Array(KEY_BYTES)
  for (let at = 0; at < KEY_BYTES; at++) key[at] = digest.charCodeAt(at)
  // Address, user agent and key must not outlive the request in buffers that do.
  inner.fill(INNER_PAD, 0, BLOCK_BYTES).fill(0, BLOCK_BYTES, end)
  outer.fill(OUTER_PAD)
  return key
}

/**
 * HMAC of `inner` from its second block to `end`, a byte in each character. Two one-shot hashes into strings: a third of the
 * time of hashes into buffers, and no native object for the collector, as `createHmac` leaves (`npm run bench -- identity`).
 */
function hmacSha256(key: Uint8Array, end: number): string {
  for (let at = 0; at < DAY_KEY_BYTES; at++) {
    const byte = key[at] as number
    inner[at] = byte ^ INNER_PAD
    outer[at] = byte ^ OUTER_PAD
  }
  innerUpTo[end] ??= inner.subarray(0, end)
  outer.write(hash('sha256', innerUpTo[end], 'binary'), BLOCK_BYTES, 'binary')
  return hash('sha256', outer, 'binary')
}

/** Site and environment as one string, length-prefixed both: ("1", "2x") is not ("12", "x"). */
export function scopeOf(siteId: number, environment: string): string {
  const site = String(siteId)
  return `${site.length}:${site}${environment.length}:${environment}`
}

/** Length in four bytes, then the text in UTF-8. A loop is faster than a call out of JavaScript while the text is short. */
function put(text: string, at: number): number {
  const start = at + 4
  let length = 0
  if (text.length <= SHORT_CHARS) {
    for (; length < text.length; length++) {
      const code = text.charCodeAt(length)
      if (code > 127) break
      inner[start + length] = code
    }
  }
  if (length < text.length) length = inner.write(text, start, 'utf8')
  inner[at] = length >>> 24
  inner[at + 1] = length >>> 16
  inner[at + 2] = length >>> 8
  inner[at + 3] = length
  return start + length
}
