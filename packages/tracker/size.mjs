import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** What is built, below `dist/`. */
export const ENTRIES = [
  { file: 'script.js', entry: 'src/script.ts', format: 'iife' },
  { file: 'index.js', entry: 'src/index.ts', format: 'esm' },
]

/** Bytes of every built entry: `{entry, raw, gzip, brotli}`. Run `build.mjs` before. */
export async function trackerSizes(outdir = join(import.meta.dirname, 'dist')) {
  return Promise.all(
    ENTRIES.map(async ({ file }) => {
      const code = await readFile(join(outdir, file))
      const gzip = gzipSync(code, { level: 9 }).length
      return { entry: `tracker/${file}`, raw: code.length, gzip, brotli: brotliCompressSync(code).length }
    }),
  )
}
