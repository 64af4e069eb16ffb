import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { referencePages } from './reference-pages.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const FOLDER = join(ROOT, 'docs', 'reference')

/** The exports of the rooms that the pages are made from, in one object. */
async function loadSource() {
  mkdirSync(join(ROOT, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.tmp', 'gen-'))
  try {
    const outfile = join(folder, 'source.mjs')
    const contents = "export * from '@lethe/catalogue'\nexport { CONFIG_KEYS } from '@lethe/config'\n"
    const stdin = { contents, resolveDir: ROOT }
    await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes the pages, or with `--check` only tells which ones are stale. */
async function generate(isCheck) {
  const pages = Object.entries(referencePages(await loadSource()))
  const fileOf = (name) => join(FOLDER, `${name}.md`)
  const stale = pages.filter(([name, text]) => !existsSync(fileOf(name)) || readFileSync(fileOf(name), 'utf8') !== text)
  mkdirSync(FOLDER, { recursive: true })
  if (!isCheck) for (const [name, text] of stale) writeFileSync(fileOf(name), text)
  const names = stale.map(([name]) => `docs/reference/${name}.md`).join(', ')
  if (stale.length === 0) console.log(`${pages.length} pages of docs/reference are fresh`)
  else console.log(isCheck ? `Stale: ${names}. Run npm run gen.` : `Wrote ${names}`)
  return isCheck && stale.length > 0 ? 1 : 0
}

process.exitCode = await generate(process.argv.includes('--check'))
