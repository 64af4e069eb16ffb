import { createHash } from 'node:crypto'
import { seededRandom } from '@lethe/testkit'
import { benignItems } from './benign/benign-items.ts'
import type { LabelledItem } from './item.ts'
import { openPeople } from './locales.ts'
import { mixedItems } from './mixed-items.ts'
import { personalItems } from './personal-items.ts'

/** The seed of the frozen set. */
export const FROZEN_SEED = 4_2026

/**
 * The labelled set that detectors are judged by: what pages send, with the personal data in it marked, and what must stay.
 * The same for the same seed on every machine, in every time zone. Knows formats only: imports nothing of the detectors.
 */
export function labelledSet(seed: number): readonly LabelledItem[] {
  const person = openPeople(seed)
  return [
    ...personalItems({ random: seededRandom(seed), person }),
    ...mixedItems(seededRandom(seed + 1), person),
    ...benignItems(seededRandom(seed + 2)),
  ]
}

/** JSON with the keys of every object in order. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

export const checksumOf = (items: readonly LabelledItem[]): string =>
  createHash('sha256').update(canonicalJson(items)).digest('hex')
