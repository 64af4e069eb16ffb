import { readdirSync, rmSync } from 'node:fs'
import { constants, type FileHandle, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = /^(\d{12})-([0-9a-f]{16})\.(rows|refused)$/
const DRAFT = '.draft'
const APPEND_NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

/** A file of records is a batch: its name says which, and in what order they come. */
export interface SegmentName {
  readonly sequence: number
  readonly id: bigint
  readonly state: 'rows' | 'refused'
}

export const fileNameOf = ({ sequence, id, state }: SegmentName): string =>
  `${String(sequence).padStart(12, '0')}-${id.toString(16).padStart(16, '0')}.${state}`

/** Null for a file that is no segment. */
export function parseFileName(name: string): SegmentName | null {
  const [, sequence, id, state] = NAME.exec(name) ?? []
  if (sequence === undefined) return null
  return { sequence: Number(sequence), id: BigInt(`0x${id}`), state: state as SegmentName['state'] }
}

/** The file that records are being written to. */
export class SegmentFile {
  readonly #file: FileHandle
  #durable = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Begins an empty one whose name is durable. */
  static async create(folder: string, name: string): Promise<SegmentFile> {
    const file = await open(join(folder, name), APPEND_NEW, 0o600)
    try {
      await syncFolder(folder)
    } catch (error) {
      await file.close()
      throw error
    }
    return new SegmentFile(file)
  }

  /** Bytes that are durable. */
  get bytes(): number {
    return this.#durable
  }

  /**
   * Resolves when the record is durable. After a failure nothing of it is left, and nothing more may be appended: what the
   * system says of this file is not to be trusted any more (https://wiki.postgresql.org/wiki/Fsync_Errors).
   */
  async append(record: Buffer): Promise<void> {
    try {
      await writeAll(this.#file, record, this.#durable)
      await this.#file.datasync()
      this.#durable += record.length
    } catch (error) {
      await this.#file.truncate(this.#durable).catch(() => undefined)
      throw error
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}

/** Writes a whole file in place of another, or none. */
export async function replaceFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const draft = join(folder, `${name}${DRAFT}`)
  try {
    await writeDurably(draft, bytes)
    await rename(draft, join(folder, name))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Deletes what a crash left of files that were being replaced: it holds rows that nobody would ever delete. */
export function deleteDrafts(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith(DRAFT)) rmSync(join(folder, name), { force: true })
}

/** Makes names durable that were given, changed or taken away in a folder. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
