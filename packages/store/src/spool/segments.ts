import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecentItems, RefusedBatch } from './port.ts'
import { decodeRecords, encode, type Records } from './record.ts'
import { fileNameOf, parseFileName, replaceFile, type SegmentName, syncFolder } from './segment-file.ts'

/** A file that takes no more records: a batch. */
export interface Segment extends SegmentName {
  /** When its first record was written, epoch ms. */
  readonly began_at: number
  readonly row_count: number
  readonly bytes: number
  /** Written by an earlier process. */
  readonly is_from_before: boolean
}

/** The sealed files of a folder, in the order of their numbers. */
export class Segments {
  readonly #folder: string
  #all: readonly Segment[] = []
  #bytes = 0
  #refusedBytes = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Takes up what an earlier process left, and says which items are in it. */
  takeUp(): RecentItems[] {
    const found: RecentItems[] = []
    for (const name of readdirSync(this.#folder)) {
      const parsed = parseFileName(name)
      if (parsed === null) continue
      const file = join(this.#folder, name)
      const { lines, items, good_bytes } = decodeRecords(readFileSync(file))
      const { mtimeMs: began_at } = statSync(file)
      this.add({ ...parsed, began_at, row_count: lines.length, bytes: good_bytes, is_from_before: true })
      if (items.length > 0) found.push({ items })
    }
    return found
  }

  get bytes(): number {
    return this.#bytes
  }

  get refusedBytes(): number {
    return this.#refusedBytes
  }

  get lastSequence(): number {
    return this.#all.at(-1)?.sequence ?? 0
  }

  get waiting(): readonly Segment[] {
    return this.#all.filter(({ state }) => state === 'rows')
  }

  get refused(): readonly RefusedBatch[] {
    const refused = this.#all.filter(({ state }) => state === 'refused')
    return refused.map(({ id, row_count, bytes }) => ({ id: String(id), row_count, bytes }))
  }

  add(segment: Segment): void {
    this.#put([...this.#all, segment].sort((one, other) => one.sequence - other.sequence))
  }

  find(id: bigint, state: SegmentName['state']): Segment | undefined {
    return this.#all.find((one) => one.id === id && one.state === state)
  }

  async read(segment: Segment): Promise<Records> {
    const file = await readFile(this.#pathOf(segment))
    return decodeRecords(file.subarray(0, segment.bytes))
  }

  /** For good: the power may fail right after it. */
  async delete(segment: Segment): Promise<void> {
    await unlink(this.#pathOf(segment))
    this.#put(this.#all.filter((one) => one !== segment))
    await syncFolder(this.#folder)
  }

  async mark(segment: Segment, state: SegmentName['state']): Promise<void> {
    const marked = { ...segment, state }
    await rename(this.#pathOf(segment), this.#pathOf(marked))
    await syncFolder(this.#folder)
    this.#put(this.#all.map((one) => (one === segment ? marked : one)))
  }

  /** Writes those lines of a file anew that are to stay; the items stay all. */
  async keepLines(segment: Segment, isKept: (line: string) => boolean): Promise<void> {
    const { lines, items } = await this.read(segment)
    const kept = lines.filter(isKept)
    if (kept.length === lines.length) return
    const bytes = encode(kept, items)
    await replaceFile(this.#folder, fileNameOf(segment), bytes)
    const shorter = { ...segment, row_count: kept.length, bytes: bytes.length }
    this.#put(this.#all.map((one) => (one === segment ? shorter : one)))
  }

  get all(): readonly Segment[] {
    return this.#all
  }

  #put(all: readonly Segment[]): void {
    this.#all = all
    this.#bytes = sumOf(all)
    this.#refusedBytes = sumOf(all.filter(({ state }) => state === 'refused'))
  }

  #pathOf(segment: SegmentName): string {
    return join(this.#folder, fileNameOf(segment))
  }
}

const sumOf = (segments: readonly Segment[]): number => segments.reduce((sum, { bytes }) => sum + bytes, 0)
