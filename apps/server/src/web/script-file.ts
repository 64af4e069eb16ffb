import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** The tracker as it is served: the bytes per encoding, and what names them. */
export interface ScriptFile {
  /** First 16 hex digits of the content's SHA-256: part of the immutable address. */
  readonly hash: string
  /** For the `integrity` attribute. */
  readonly integrity: string
  readonly bodies: Readonly<Record<'br' | 'gzip' | 'identity', Buffer>>
}

export async function readScript(path: string): Promise<ScriptFile> {
  const content = await readFile(path)
  return {
    hash: createHash('sha256').update(content).digest('hex').slice(0, 16),
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    bodies: {
      br: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      gzip: gzipSync(content, { level: 9 }),
      identity: content,
    },
  }
}
