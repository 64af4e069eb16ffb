import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundle } from './build.mjs'
import { ENTRIES } from './size.mjs'

/** Stands in for the light entry: the same names, nothing behind them. */
const STAND_IN = `
  export const scrubText = (text) => text
  export const cleanUrl = () => null
  export const cleanReferrer = () => null
  export const selectorOf = () => ''
`
const withoutLight = {
  name: 'without-light',
  setup(builder) {
    builder.onResolve({ filter: /^@lethe\/depersonalize\/light$/ }, ({ path }) => ({ path, namespace: 'stand-in' }))
    builder.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({ contents: STAND_IN, loader: 'js' }))
  },
}

/** Bytes that the light entry of depersonalisation adds to `script.js`: `{raw, gzip, brotli}`. Run `build.mjs` before. */
export async function lightSize(outdir = join(import.meta.dirname, 'dist')) {
  const [script] = ENTRIES
  const whole = weigh(await readFile(join(outdir, script.file), 'utf8'))
  const rest = weigh(await bundle(script, [withoutLight]))
  return { raw: whole.raw - rest.raw, gzip: whole.gzip - rest.gzip, brotli: whole.brotli - rest.brotli }
}

const weigh = (code) => ({
  raw: Buffer.byteLength(code),
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code).length,
})
