import { placeholderOf } from '@lethe/catalogue'
import type { Scan } from '../engine/scan.ts'

/** No page that people visit has more parameters, separators counted. */
const MOST_PARTS = 64
/** Nor more segments. */
export const MOST_SEGMENTS = 24

/** The pieces, bounded in number: what goes beyond is replaced whole, unread, so that no URL costs more than a long one. */
export function fewPieces(pieces: string[], scan: Scan, most = MOST_PARTS): string[] {
  if (pieces.length <= most + 1) return pieces
  scan.note({ type: 'encoded', reason: 'unreadable', position: scan.position })
  return [...pieces.slice(0, most), placeholderOf('encoded')]
}
