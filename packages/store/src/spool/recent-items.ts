import { readdirSync, readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ItemHash, RecentItems } from './port.ts'
import { decodeRecords, encode } from './record.ts'
import { replaceFile } from './segment-file.ts'

/** Longer than any sender goes on sending. */
const KEPT_MS = 15 * 60_000
const NAME = /^(\d{13})-(\d{12})\.items$/

interface Kept {
  readonly name: string
  /** Milliseconds after a start of the machine. */
  readonly at: number
  readonly bytes: number
}

/** Files with the items of batches whose rows are stored, each for a quarter of an hour. */
export class RecentItemFiles {
  readonly #folder: string
  #kept: Kept[] = []

  /** Takes up what is there. */
  constructor(folder: string) {
    this.#folder = folder
    for (const name of readdirSync(folder).sort()) {
      const at = Number(NAME.exec(name)?.[1] ?? Number.NaN)
      if (!Number.isNaN(at)) this.#kept.push({ name, at, bytes: statSync(join(folder, name)).size })
    }
  }

  get bytes(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Those that are not too old. */
  read(elapsed: number): RecentItems[] {
    return this.#kept
      .filter((one) => !isOld(one, elapsed))
      .map(({ name }) => ({ items: decodeRecords(readFileSync(join(this.#folder, name))).items }))
  }

  async keep(items: readonly ItemHash[], { elapsed, sequence }: { elapsed: number; sequence: number }): Promise<void> {
    if (items.length === 0) return
    const name = `${String(elapsed).padStart(13, '0')}-${String(sequence).padStart(12, '0')}.items`
    const bytes = encode([], items)
    await replaceFile(this.#folder, name, bytes)
    this.#kept.push({ name, at: elapsed, bytes: bytes.length })
  }

  /** Deletes what is too old. */
  async sweep(elapsed: number): Promise<void> {
    const old = this.#kept.filter((one) => isOld(one, elapsed))
    if (old.length === 0) return
    this.#kept = this.#kept.filter((one) => !old.includes(one))
    await Promise.all(old.map(({ name }) => rm(join(this.#folder, name), { force: true })))
  }
}

/** What an earlier run of the machine left is at least as old as this run; its own time says nothing. */
const isOld = ({ at }: Kept, elapsed: number): boolean => elapsed - (at > elapsed ? 0 : at) >= KEPT_MS
