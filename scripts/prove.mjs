import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { build } from './build.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const FOLDER = join(ROOT, 'prove')
const [name, ...args] = process.argv.slice(2)
/** Proofs that need no server: they work on the packages themselves, with a moved clock. */
const SIMULATED = ['detectors', 'lifetime', 'linkage']
const known = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))

/** `npm run prove -- [NAME [args]]`: runs prove/NAME.ts, or all of them and prints one table at the end. */
async function prove(names) {
  if (names.some((each) => !SIMULATED.includes(each))) await build({ say: console.log })
  mkdirSync(join(ROOT, '.tmp'), { recursive: true })
  // Inside the checkout, so that imports of installed packages resolve.
  const folder = mkdtempSync(join(ROOT, '.tmp', 'prove-'))
  try {
    const failed = []
    const lines = []
    for (const each of names) {
      console.log(`\n${each}\n`)
      if ((await run(each, folder)) !== 0) failed.push(each)
      const out = join(folder, `${each}.json`)
      if (existsSync(out)) lines.push(...JSON.parse(readFileSync(out, 'utf8')))
    }
    if (names.length > 1) summarise(lines)
    console.log(failed.length === 0 ? '\nEvery claim holds.' : `\nNot proven: ${failed.join(', ')}.`)
    return failed.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function run(program, folder) {
  const outfile = join(folder, `${program}.mjs`)
  await esbuild.build({
    entryPoints: [join(FOLDER, `${program}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    plugins: [packagesOutside],
  })
  const argv = ['--enable-source-maps', outfile, ...args, '--out', join(folder, `${program}.json`)]
  const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '8' }
  return spawnSync(process.execPath, argv, { cwd: ROOT, stdio: 'inherit', env }).status ?? 70
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

function summarise(claims) {
  console.log('\nAll proofs\n')
  const width = (key) => Math.max(...claims.map((claim) => claim[key].length))
  const [verdict, proof, claim] = ['verdict', 'proof', 'claim'].map(width)
  for (const line of claims)
    console.log(
      `${line.verdict.padEnd(verdict)}  ${line.proof.padEnd(proof)}  ${line.claim.padEnd(claim)}  ${line.measured}`,
    )
}

if (name === undefined || known.includes(name)) {
  process.exitCode = await prove(name === undefined ? known : [name])
} else {
  console.error(`Usage: npm run prove -- [NAME [args]]. Proofs: ${known.join(', ')}`)
  process.exitCode = 64
}
