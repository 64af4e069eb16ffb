import { createHmac } from 'node:crypto'
import type { Canary } from '../search/forms.ts'

/** Who is asked for. */
export interface Suspect {
  readonly ip: string
  readonly user_agent: string
}

/**
 * The visitor key as docs/guides/privacy.md states it, written a second time and without the product's code: an attacker knows the
 * mechanism and lacks the day key only.
 */
export function recomputeVisitorKey(dayKey: Buffer, scope: string, suspect: Suspect): Buffer {
  const hmac = createHmac('sha256', dayKey)
  for (const part of [scope, keyedAddress(suspect.ip), suspect.user_agent]) hmac.update(lengthPrefixed(part))
  return hmac.digest().subarray(0, 16)
}

/** `1:1` and `10:production`: site and environment, each behind its length. */
export const scopeOf = (siteId: number, environment: string): string =>
  [String(siteId), environment].map((part) => `${part.length}:${part}`).join('')

const keyedAddress = (ip: string): string => (ip.includes(':') ? `${ip.split(':').slice(0, 4).join(':')}::/64` : ip)

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Day keys, and the keys that visitors have under each: what a search must not find outside of memory. */
export function keyCanaries(dayKeys: readonly Buffer[], scope: string, suspects: readonly Suspect[]): Canary[] {
  return dayKeys.flatMap((key) => [
    { kind: 'day key', text: key.toString('hex'), binary: key },
    ...suspects.map((suspect) => {
      const binary = recomputeVisitorKey(key, scope, suspect)
      return { kind: 'visitor key', text: binary.toString('hex'), binary }
    }),
  ])
}
