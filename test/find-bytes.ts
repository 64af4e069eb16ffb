import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A canary found on disk: which one, how it was written, in which file. */
export interface Find {
  readonly canary: string
  readonly form: string
  readonly file: string
}

/** Searches every byte of every file below `folder` for the canaries, plain and in the usual disguises. */
export async function findBytes(folder: string, canaries: readonly string[]): Promise<Find[]> {
  const needles = canaries.flatMap((canary) =>
    Object.entries(disguises(canary)).map(([form, bytes]) => ({ canary, form, bytes })),
  )
  const found: Find[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    for (const needle of needles)
      if (bytes.includes(needle.bytes)) found.push({ canary: needle.canary, form: needle.form, file })
  }
  return found
}

function disguises(canary: string): Record<string, Buffer> {
  const plain = Buffer.from(canary)
  return {
    plain,
    hex: Buffer.from(plain.toString('hex')),
    base64: Buffer.from(plain.toString('base64').replace(/=+$/, '')),
    percent: Buffer.from(encodeURIComponent(canary)),
    utf16: Buffer.from(canary, 'utf16le'),
  }
}
