import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@lethe/catalogue'
import { lockFolder } from '../folder-lock.ts'
import { type GroupCommit, openGroupCommit } from './group-commit.ts'
import type { RecentItems, Spool, SpoolBatch, SpoolDepth, SpoolEntry } from './port.ts'
import { RecentItemFiles } from './recent-items.ts'
import { encodeRecord } from './record.ts'
import { openRoom, type Room } from './room.ts'
import { deleteDrafts, fileNameOf, SegmentFile, type SegmentName } from './segment-file.ts'
import { type Segment, Segments } from './segments.ts'

const KEY_BYTES = 32
const MAX_ROWS = 10_000
const MAX_SEGMENT_BYTES = 32 * 1024 ** 2
const MIN_FREE_BYTES = 64 * 1024 ** 2
/** Changes with every start of the machine. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** Where rows wait, and how many. */
export interface FileSpoolOptions {
  /** Folder of its own; created when it is not there. */
  readonly path: string
  /** Most that may wait, what was refused included. */
  readonly max_bytes: number
  /** Left free on the disk for everybody else; default 64 MiB. */
  readonly min_free_bytes?: number
  /** Rows of a batch; default 10,000. The entries of one write are never divided. */
  readonly max_rows?: number
  readonly now: () => number
  /** Milliseconds since the machine was started: a clock that nobody sets. */
  readonly elapsed: () => number
  readonly randomBytes: (size: number) => Uint8Array
  readonly nextBatchId: () => bigint
}

/**
 * The spool on a local disk: a batch is a file, named by its id; entries that come while others are being written are
 * written together after them (ADR 0008). Throws `conflict` when another process has the folder, `config_invalid` when it
 * cannot be used.
 */
export async function openFileSpool(options: FileSpoolOptions): Promise<Spool> {
  const unlock = lockFolder(options.path)
  try {
    deleteDrafts(options.path)
    const segments = new Segments(options.path)
    const itemFiles = new RecentItemFiles(options.path)
    const usedBytes = () => spool.bytes
    const refusedBytes = () => segments.refusedBytes
    const { path, max_bytes, min_free_bytes = MIN_FREE_BYTES, elapsed } = options
    const room = await openRoom({ path, max_bytes, min_free_bytes, elapsed, usedBytes, refusedBytes })
    const spool: FileSpool = new FileSpool({ ...options, segments, itemFiles, room, unlock })
    return spool
  } catch (error) {
    unlock()
    throw error
  }
}

interface Parts extends FileSpoolOptions {
  readonly segments: Segments
  readonly itemFiles: RecentItemFiles
  readonly room: Room
  readonly unlock: () => void
}

interface OpenSegment extends SegmentName {
  readonly file: SegmentFile
  readonly began_at: number
  row_count: number
}

class FileSpool implements Spool {
  readonly key: Uint8Array
  readonly recent: readonly RecentItems[]
  readonly #parts: Parts
  readonly #commit: GroupCommit<SpoolEntry>
  #isRebooted: boolean
  #open: OpenSegment | null = null
  #sequence: number

  constructor(parts: Parts) {
    const { path, segments, itemFiles, elapsed } = parts
    this.#parts = parts
    this.#commit = openGroupCommit((entries) => this.#write(entries))
    this.#isRebooted = isRebooted(path)
    this.recent = [...itemFiles.read(elapsed()), ...segments.takeUp()]
    this.#endDoubt()
    this.key = readKey(join(path, 'key'), this.recent.length > 0, parts.randomBytes)
    this.#sequence = segments.lastSequence
  }

  get bytes(): number {
    const { segments, itemFiles } = this.#parts
    return segments.bytes + itemFiles.bytes + (this.#open?.file.bytes ?? 0)
  }

  reserve(rowCount: number, siteId: number): boolean {
    return this.#parts.room.reserve(rowCount, siteId)
  }

  release(rowCount: number): void {
    this.#parts.room.release(rowCount)
  }

  append(entry: SpoolEntry): Promise<void> {
    return this.#commit.append(entry)
  }

  seal(): Promise<void> {
    return this.#commit.inTurn(() => this.#seal())
  }

  async next(): Promise<SpoolBatch | null> {
    const { segments, itemFiles, elapsed } = this.#parts
    const [oldest] = segments.waiting
    if (oldest === undefined) {
      await itemFiles.sweep(elapsed())
      return null
    }
    const { lines } = await segments.read(oldest)
    const is_retry = oldest.is_from_before
    return { id: oldest.id, lines, is_retry, is_doubtful: is_retry && this.#isRebooted }
  }

  async done(id: bigint): Promise<void> {
    const { segments, itemFiles, elapsed } = this.#parts
    const segment = segments.find(id, 'rows')
    if (segment === undefined) return
    const { items } = await segments.read(segment)
    await itemFiles.sweep(elapsed())
    await itemFiles.keep(items, { elapsed: elapsed(), sequence: segment.sequence })
    await segments.delete(segment)
    this.#endDoubt()
  }

  async refuse(id: bigint): Promise<void> {
    const segment = this.#parts.segments.find(id, 'rows')
    if (segment !== undefined) await this.#parts.segments.mark(segment, 'refused')
  }

  retry(id: bigint): Promise<boolean> {
    return this.#withRefused(id, (segment) => this.#parts.segments.mark(segment, 'rows'))
  }

  discard(id: bigint): Promise<boolean> {
    return this.#withRefused(id, (segment) => this.#parts.segments.delete(segment))
  }

  eraseSite(siteId: number): Promise<void> {
    const isOfOther = (line: string) => (JSON.parse(line) as { site_id: number }).site_id !== siteId
    return this.#commit.inTurn(async () => {
      await this.#seal()
      for (const segment of this.#parts.segments.all) await this.#parts.segments.keepLines(segment, isOfOther)
    })
  }

  depth(): SpoolDepth {
    const { segments, room, max_bytes } = this.#parts
    const all = [...segments.waiting, ...(this.#open ? [this.#open] : [])].filter(({ row_count }) => row_count > 0)
    return {
      row_count: all.reduce((sum, { row_count }) => sum + row_count, 0),
      bytes: this.bytes,
      max_bytes,
      oldest_at: all[0]?.began_at ?? null,
      is_open: room.isOpen,
      refused: segments.refused,
    }
  }

  async close(): Promise<void> {
    this.#parts.room.close()
    await this.#commit.inTurn(() => this.#seal())
    this.#parts.unlock()
  }

  /** In turn, since `eraseSite` may be writing the same file anew. */
  #withRefused(id: bigint, act: (segment: Segment) => Promise<void>): Promise<boolean> {
    return this.#commit.inTurn(async () => {
      const segment = this.#parts.segments.find(id, 'refused')
      if (segment !== undefined) await act(segment)
      return segment !== undefined
    })
  }

  /** Notes this start of the machine once nothing is left from before it: until then another crash must find the doubt again. */
  #endDoubt(): void {
    const { path, segments } = this.#parts
    if (!this.#isRebooted || segments.all.some(({ is_from_before }) => is_from_before)) return
    noteBoot(path)
    this.#isRebooted = false
  }

  async #write(entries: readonly SpoolEntry[]): Promise<void> {
    try {
      this.#open ??= await this.#begin()
      await this.#open.file.append(encodeRecord(entries))
    } catch (cause) {
      this.#parts.room.shut()
      await this.#seal()
      throw spoolError(cause)
    }
    this.#open.row_count += entries.reduce((sum, { rows }) => sum + rows.length, 0)
    const { max_rows = MAX_ROWS } = this.#parts
    if (this.#open.row_count >= max_rows || this.#open.file.bytes >= MAX_SEGMENT_BYTES) await this.#seal()
  }

  async #begin(): Promise<OpenSegment> {
    const { path, nextBatchId, now } = this.#parts
    this.#sequence++
    const name: SegmentName = { sequence: this.#sequence, id: nextBatchId(), state: 'rows' }
    return { ...name, file: await SegmentFile.create(path, fileNameOf(name)), began_at: now(), row_count: 0 }
  }

  /** Ends the open file, whatever is in it. */
  async #seal(): Promise<void> {
    if (this.#open === null) return
    const { file, ...segment } = this.#open
    this.#open = null
    this.#parts.segments.add({ ...segment, bytes: file.bytes, is_from_before: false })
    await file.close().catch(() => undefined)
  }
}

function spoolError(cause: unknown): AppError {
  const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
  const what = isFull ? 'The disk of the spool is full.' : 'The spool cannot be written.'
  return new AppError('overloaded', what, { cause })
}

/** A key lives as long as there are hashes made with it. */
function readKey(file: string, isUsed: boolean, randomBytes: FileSpoolOptions['randomBytes']): Uint8Array {
  const kept = isUsed && existsSync(file) ? readFileSync(file) : null
  if (kept?.length === KEY_BYTES) return kept
  const key = randomBytes(KEY_BYTES)
  writeFileSync(file, key, { mode: 0o600, flush: true })
  return key
}

/** Whether the machine has been started since `noteBoot`; false where it does not tell. */
function isRebooted(path: string): boolean {
  if (!existsSync(BOOT_ID)) return false
  const file = join(path, 'boot')
  return !existsSync(file) || readFileSync(file, 'utf8') !== readFileSync(BOOT_ID, 'utf8')
}

function noteBoot(path: string): void {
  writeFileSync(join(path, 'boot'), readFileSync(BOOT_ID, 'utf8'), { mode: 0o600, flush: true })
}
