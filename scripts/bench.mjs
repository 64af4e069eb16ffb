import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const [name, ...args] = process.argv.slice(2)
const entry = join(ROOT, 'bench', `${name}.ts`)

/** `npm run bench -- NAME [args]`: bundles bench/NAME.ts, packages of the registry left outside, and runs it. */
async function runBench() {
  mkdirSync(join(ROOT, '.tmp'), { recursive: true })
  // Inside the checkout, so that imports of installed packages resolve.
  const folder = mkdtempSync(join(ROOT, '.tmp', 'bench-'))
  try {
    const outfile = join(folder, `${name}.mjs`)
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'warning',
      plugins: [packagesOutside, placesOfSources],
    })
    return (
      spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], { cwd: ROOT, stdio: 'inherit' }).status ??
      70
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Own rooms (`@lethe/...`, relative paths) go into the bundle, everything else stays an import. */
const packagesOutside = {
  name: 'packages-outside',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@lethe/') ? undefined : { path, external: true },
    )
  },
}

/** In the bundle, own files still find what lies beside them in the checkout. */
const placesOfSources = {
  name: 'places-of-sources',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }))
  },
}

if (name !== undefined && existsSync(entry)) {
  process.exitCode = await runBench()
} else {
  const known = existsSync(join(ROOT, 'bench')) ? readdirSync(join(ROOT, 'bench')) : []
  const names = known.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3))
  console.error(`Usage: npm run bench -- NAME [args]. Benchmarks: ${names.join(', ') || 'none yet'}`)
  process.exitCode = 64
}
