import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { minify } from '@swc/core'
import { build } from 'esbuild'
import { ENTRIES, trackerSizes } from './size.mjs'

const HERE = import.meta.dirname

/** Evaluates a module at build time, so that its small answer is shipped instead of the whole catalogue. */
const evaluateContextFields = {
  name: 'evaluate-context-fields',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]context-fields\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, format: 'esm' })
      const module = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
      return { contents: `export const CONTEXT_FIELDS = ${JSON.stringify(module.CONTEXT_FIELDS)}`, loader: 'js' }
    })
  },
}

/** Writes `script.js` (for a script tag) and `index.js` (for bundlers), minified, below `outdir`. */
export async function buildTracker(outdir = join(HERE, 'dist')) {
  await rm(outdir, { recursive: true, force: true })
  await mkdir(outdir, { recursive: true })
  for (const entry of ENTRIES) await writeFile(join(outdir, entry.file), await bundle(entry))
  return outdir
}

/** The code of one of `ENTRIES`, minified. */
export async function bundle({ entry, format }, plugins = []) {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, entry)],
    write: false,
    bundle: true,
    format,
    minify: true,
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [...plugins, evaluateContextFields],
    logLevel: 'warning',
  })
  // A second minifier takes off another 7 %: it inlines across functions, which esbuild does not.
  const options = { compress: { passes: 4, ecma: 2020 }, mangle: true, module: format === 'esm' }
  return (await minify(outputFiles[0].text, options)).code
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildTracker()
  for (const size of await trackerSizes()) process.stdout.write(`${JSON.stringify(size)}\n`)
}
