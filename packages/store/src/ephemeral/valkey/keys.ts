import { createHash } from 'node:crypto'

/** All of a scope's keys hash to the same slot of a cluster; every key is counted by the letter behind the brace. */
export const KEY_PATTERN = 'lethe{*'

/** What follows `lethe{...}`. */
export const LETTER = {
  /** Hash: the day under way and its nonce. */
  day: 'k',
  /** The same of the day before. */
  previous: 'o',
  /** Set of the day's visitor keys. */
  seen: 'd',
  /** Visitor key -> session id. */
  visitor: 'v',
  /** Session id -> what changes with every hit; gone when the session is over. */
  live: 'l',
  /** Session id -> start and entry; outlives `live` while a page refers to it. */
  session: 's',
  /** Page -> session id, and when it is forgotten. */
  page: 'p',
  /** Name of a rate -> when its whole burst is there again. */
  limit: 'r',
} as const

/** `lethe{scope}`; scopes are hashed to be short, since every key carries one. */
export function prefixOf(scope: string): string {
  return `lethe{${createHash('sha256').update(scope).digest('base64url').slice(0, 11)}}`
}

/** Days of a scope never overlap, so the second in which one begins names it. */
export function dayName(startsAt: number): Buffer {
  const name = Buffer.alloc(4)
  name.writeUInt32BE(Math.floor(startsAt / 1000) % 2 ** 32)
  return name
}

export function keyOf(prefix: string, letter: string, ...rest: Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from(prefix + letter), ...rest])
}
