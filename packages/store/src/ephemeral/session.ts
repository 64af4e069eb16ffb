import { SESSION_MAX_MS, SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import type { EntryFacts } from './port.ts'

export const MAX_PATHS = 64

/** A working copy of a session: random id and facts; nothing in it leads back to a visitor key. */
export interface Session {
  /** Where the memory keeps it; 0 while it is kept nowhere. */
  number: number
  readonly id: string
  readonly started_at: number
  readonly entry: EntryFacts
  last_seen: number
  seq: number
  /** Hashes of the paths viewed, at most 64, in the order of their first views. */
  readonly paths: number[]
}

/**
 * Whether an item at this time still belongs to the session. Times before `last_seen` (beacons out of order) do; a session
 * that began a day later is a clock's mistake, and would last until then.
 */
export function isLive(session: Pick<Session, 'last_seen' | 'started_at'>, at: number): boolean {
  return at - session.last_seen < SESSION_TIMEOUT_MS && Math.abs(at - session.started_at) < SESSION_MAX_MS
}

/** Marks a path as viewed; 1 if it was the first view. Above 64 paths the answer stays 0. */
export function viewPath(session: Session, path: string): 0 | 1 {
  const hash = hashPath(path)
  if (session.paths.length >= MAX_PATHS || session.paths.includes(hash)) return 0
  session.paths.push(hash)
  return 1
}

/** FNV-1a, 32 bits: within 64 paths a false match has a chance of one in two million. */
export function hashPath(path: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
