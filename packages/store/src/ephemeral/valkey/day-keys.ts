import { hkdfSync } from 'node:crypto'
import { SESSION_TIMEOUT_MS } from '@lethe/catalogue'
import { isFarAhead, type OpenDay, type SiteDay } from '../port.ts'
import { prefixOf } from './keys.ts'

const KEY_BYTES = 32
const CHECK_BYTES = 8
const NONCE_START_BYTES = 8

/**
 * HKDF-SHA256 (RFC 5869) of the nonce under the pepper: without the pepper, or without the nonce, the key is as good as
 * random. Every use has a name of its own.
 */
function derive(secret: { nonce: Uint8Array; pepper: string }, name: readonly string[], length: number): Uint8Array {
  // Lengths in front: no two lists of names spell the same.
  const info = name.map((part) => `${part.length}:${part}`).join('')
  return new Uint8Array(hkdfSync('sha256', secret.nonce, Buffer.from(secret.pepper), info, length))
}

/** Key of a scope's day. */
export function dayKey(secret: { nonce: Uint8Array; pepper: string }, scope: string, startsAt: number): Uint8Array {
  return derive(secret, ['lethe day key', scope, String(startsAt)], KEY_BYTES)
}

/** Tells nodes with different peppers apart; as useless without the pepper as the nonce itself. */
export function pepperCheck(secret: { nonce: Uint8Array; pepper: string }): Uint8Array {
  return derive(secret, ['lethe pepper check'], CHECK_BYTES)
}

/** Salt of page ids, the same on every node and day. */
export function pageSalt(pepper: string): Uint8Array {
  return derive({ nonce: new Uint8Array(), pepper }, ['lethe page ids'], KEY_BYTES)
}

/** A day as a node remembers it, so that a beacon costs one call. */
export interface KnownDay {
  readonly day: SiteDay
  /** What all keys of the scope begin with. */
  readonly prefix: string
  readonly current: Uint8Array
  readonly previous: { readonly key: Uint8Array; readonly starts_at: number; readonly ends_at: number } | null
  /** Goes with every beacon: one whose keys were made of a nonce that is lost is refused. */
  readonly nonce_start: Uint8Array
}

/** The days under way that this node knows, one for each scope. */
export class DayCache {
  readonly #days = new Map<string, KnownDay>()
  /** By the day that was handed out: two of one scope may have begun at the same time, when memory was lost in between. */
  readonly #handedOut = new WeakMap<SiteDay, KnownDay>()
  /** Zeroed at the next sweep: whoever was given them before that has used them. */
  #retired: Uint8Array[] = []

  get(scope: string, now: number): KnownDay | undefined {
    const known = this.#days.get(scope)
    if (!known || (now < known.day.ends_at && !isFarAhead(known.day, now))) return known
    this.#retire(scope, known)
    return undefined
  }

  /** The day that a call's keys were made for. */
  ofCall(scope: string, day: SiteDay): KnownDay | undefined {
    const known = this.#handedOut.get(day) ?? this.#days.get(scope)
    return known?.day.starts_at === day.starts_at ? known : undefined
  }

  put(scope: string, known: KnownDay): void {
    const before = this.#days.get(scope)
    if (before) this.#retire(scope, before)
    this.#days.set(scope, known)
    this.#handedOut.set(known.day, known)
  }

  /** The store says that this day is over, or its nonce lost. */
  drop(scope: string, known: KnownDay): void {
    if (this.#days.get(scope) === known) this.#retire(scope, known)
  }

  forget(scope: string): void {
    const known = this.#days.get(scope)
    if (known) this.#retire(scope, known)
  }

  sweep(now: number): void {
    for (const key of this.#retired) key.fill(0)
    this.#retired = []
    for (const [scope, known] of this.#days) {
      if (now >= known.day.ends_at || isFarAhead(known.day, now)) this.#retire(scope, known)
      else if (known.previous && !isInGrace(known.previous, now)) known.previous.key.fill(0)
    }
  }

  clear(): void {
    for (const [scope, known] of this.#days) this.#retire(scope, known)
    for (const key of this.#retired) key.fill(0)
  }

  #retire(scope: string, known: KnownDay): void {
    this.#days.delete(scope)
    this.#retired.push(known.current)
    if (known.previous) this.#retired.push(known.previous.key)
  }
}

/** As the port hands it out. */
export function toOpenDay(known: KnownDay, now: number, isFresh: boolean): OpenDay {
  const { day, current, previous } = known
  const old = previous && isInGrace(previous, now) ? previous.key : null
  return { day, current, previous: old, is_fresh: isFresh }
}

function isInGrace(previous: { readonly ends_at: number }, now: number): boolean {
  return now < previous.ends_at + SESSION_TIMEOUT_MS
}

/** Reads what open-day-script.ts answered; null when it wants another proposal. */
export function readOpenDay(
  answer: unknown,
  about: { scope: string; pepper: string },
): { known: KnownDay; is_fresh: boolean; has_same_pepper: boolean } | null {
  const [, isFresh, starts_at, ends_at, nonce, check, oldNonce, oldStart, oldEnd] = answer as [
    now: number,
    fresh?: 0 | 1,
    starts?: number,
    ends?: number,
    nonce?: Buffer,
    check?: Buffer,
    oldNonce?: Buffer,
    oldStart?: number,
    oldEnd?: number,
  ]
  if (starts_at === undefined || ends_at === undefined || !nonce || !check) return null
  const { scope, pepper } = about
  const previous = oldNonce?.length
    ? {
        key: dayKey({ nonce: oldNonce, pepper }, scope, oldStart as number),
        starts_at: oldStart as number,
        ends_at: oldEnd as number,
      }
    : null
  return {
    known: {
      day: { starts_at, ends_at },
      prefix: prefixOf(scope),
      current: dayKey({ nonce, pepper }, scope, starts_at),
      previous,
      nonce_start: Uint8Array.from(nonce.subarray(0, NONCE_START_BYTES)),
    },
    is_fresh: isFresh === 1,
    has_same_pepper: check.equals(pepperCheck({ nonce, pepper })),
  }
}
