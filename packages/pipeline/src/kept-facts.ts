import type { ItemFacts } from '@lethe/identity'
import type { ItemHash } from '@lethe/store/spool/port'
import { REMEMBERED_MS } from './taken-items.ts'

/** More fail only while the disk is full, when little is identified. */
const MAX_ITEMS = 20_000

interface Kept {
  readonly facts: ItemFacts
  readonly at: number
}

/**
 * Session facts of items whose rows could not be written after their session had moved: when such an item comes again it
 * gets the same, so that the session does not move twice. In memory, for as long as items come again.
 */
export interface KeptFacts {
  keep(hash: ItemHash, facts: ItemFacts): void
  of(hash: ItemHash): ItemFacts | null
  /** Drops what is older than it need be. */
  sweep(): void
}

export function openKeptFacts({ now }: { readonly now: () => number }): KeptFacts {
  const kept = new Map<string, Kept>()
  const keyOf = ([high, low]: ItemHash) => `${high} ${low}`
  const dropOldest = () => {
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }
  return {
    keep(hash, facts) {
      if (kept.size >= MAX_ITEMS) dropOldest()
      kept.set(keyOf(hash), { facts, at: now() })
    },
    of: (hash) => kept.get(keyOf(hash))?.facts ?? null,
    sweep() {
      for (const [key, { at }] of kept) if (now() - at >= REMEMBERED_MS) kept.delete(key)
    },
  }
}
