import { placeholderOf } from '@lethe/catalogue'
import type { Scan } from '../engine/scan.ts'

/** No page that people visit has more segments or parameters. */
const MOST = 64

/** The pieces, bounded in number: what goes beyond is replaced whole, unread, so that no URL costs more than a long one. */
export function fewPieces(pieces: string[], scan: Scan): string[] {
  if (pieces.length <= MOST + 1) return pieces
  scan.note({ type: 'encoded', reason: 'unreadable', position: scan.position })
  return [...pieces.slice(0, MOST), placeholderOf('encoded')]
}
