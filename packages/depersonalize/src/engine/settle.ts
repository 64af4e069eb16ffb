import { placeholderOf } from '@lethe/catalogue'
import type { Scan } from './scan.ts'

const ROUNDS = 6

/** A value and how it is cleaned at its position. */
export interface Unsettled {
  readonly scan: Scan
  readonly value: string
  readonly clean: (value: string, scan: Scan) => string
}

/** Cleans until nothing changes, so that doing it twice changes nothing; what does not come to rest, or costs too much, is replaced whole. */
export function settle({ scan, value, clean }: Unsettled): string {
  let current = value
  for (let round = 0; round < ROUNDS; round++) {
    const next = clean(current, scan)
    if (scan.work.left < 0) break
    if (next === current) return current
    current = next
  }
  scan.note({ type: 'encoded', reason: 'unreadable', position: scan.position })
  return placeholderOf('encoded')
}
