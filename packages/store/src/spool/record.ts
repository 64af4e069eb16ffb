import { crc32 } from 'node:zlib'
import type { ItemHash, SpoolEntry } from './port.ts'

/** Length of what follows the head, its CRC-32, and how many items it begins with. All little-endian. */
const HEAD_BYTES = 12
const ITEM_BYTES = 8

/** What was read of a file of records. */
export interface Records {
  readonly lines: readonly string[]
  readonly items: readonly ItemHash[]
  /** Bytes of whole records; what follows them was cut off while it was written. */
  readonly good_bytes: number
}

/** One record of several entries: items, then the rows as JSON, a line each. */
export function encodeRecord(entries: readonly SpoolEntry[]): Buffer {
  const items = entries.flatMap((entry) => entry.items)
  const lines = entries.flatMap((entry) => entry.rows.map((row) => JSON.stringify(row)))
  return encode(lines, items)
}

/** A record of what was read before. */
export function encode(lines: readonly string[], items: readonly ItemHash[]): Buffer {
  const text = Buffer.from(lines.join('\n'))
  const record = Buffer.allocUnsafe(HEAD_BYTES + items.length * ITEM_BYTES + text.length)
  let at = HEAD_BYTES
  for (const [high, low] of items) {
    record.writeUInt32LE(high, at)
    record.writeUInt32LE(low, at + 4)
    at += ITEM_BYTES
  }
  text.copy(record, at)
  record.writeUInt32LE(record.length - HEAD_BYTES, 0)
  record.writeUInt32LE(items.length, 8)
  record.writeUInt32LE(crc32(record.subarray(8)), 4)
  return record
}

/** Reads whole records up to the first that is not; never throws. */
export function decodeRecords(file: Buffer): Records {
  const lines: string[] = []
  const items: ItemHash[] = []
  let at = 0
  for (let record = recordAt(file, at); record; record = recordAt(file, at)) {
    const textAt = HEAD_BYTES + record.readUInt32LE(8) * ITEM_BYTES
    for (let item = HEAD_BYTES; item < textAt; item += ITEM_BYTES) {
      items.push([record.readUInt32LE(item), record.readUInt32LE(item + 4)])
    }
    if (textAt < record.length) for (const line of record.toString('utf8', textAt).split('\n')) lines.push(line)
    at += record.length
  }
  return { lines, items, good_bytes: at }
}

function recordAt(file: Buffer, at: number): Buffer | null {
  if (file.length - at < HEAD_BYTES) return null
  const end = at + HEAD_BYTES + file.readUInt32LE(at)
  if (end > file.length) return null
  const record = file.subarray(at, end)
  const isWhole = crc32(record.subarray(8)) === record.readUInt32LE(4)
  return isWhole && record.readUInt32LE(8) * ITEM_BYTES <= record.length - HEAD_BYTES ? record : null
}
