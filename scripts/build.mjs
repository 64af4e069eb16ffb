import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')

/** What is built, from which sources, into which file; in this order. */
const TARGETS = [
  {
    name: 'tracker',
    output: 'packages/tracker/dist/script.js',
    sources: ['packages/tracker', 'packages/depersonalize/src/light', 'packages/catalogue/src'],
    build: () => run(process.execPath, ['packages/tracker/build.mjs']),
  },
  {
    name: 'dashboard',
    output: 'apps/dashboard/dist/index.html',
    sources: ['apps/dashboard', 'packages/catalogue/src'],
    build: buildDashboard,
  },
  {
    name: 'server',
    output: 'apps/server/dist/main.js',
    sources: ['apps/server/src', 'apps/demo/src', 'packages'],
    build: () => bundle('apps/server', { entryPoints: ['main.ts', 'seed-worker.ts'], splitting: true }),
  },
  {
    name: 'command line',
    output: 'apps/cli/dist/main.js',
    sources: [
      'apps/cli/src',
      'packages/catalogue/src',
      'packages/config/src',
      'packages/takeover/src',
      'packages/store/src',
    ],
    build: () => bundle('apps/cli', { entryPoints: ['main.ts'] }),
  },
]

/** Builds what is missing or older than its sources; `force` builds all, `only` names some. Throws what went wrong. */
export async function build({ force = false, only = TARGETS.map(({ name }) => name), say = () => {} } = {}) {
  for (const target of TARGETS.filter(({ name }) => only.includes(name))) {
    if (!force && isFresh(target)) continue
    say(`Building the ${target.name} ...`)
    await target.build()
  }
}

function isFresh({ output, sources }) {
  const path = join(ROOT, output)
  if (!existsSync(path)) return false
  const builtAt = statSync(path).mtimeMs
  return sources.every((source) => newest(join(ROOT, source)) <= builtAt)
}

/** Folders count too: their time changes when a file is taken away. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return /\.(test|spec)\.tsx?$/.test(path) ? 0 : stat.mtimeMs
  const names = readdirSync(path).filter((name) => !['node_modules', 'dist', 'test', '.tmp'].includes(name))
  return Math.max(0, ...names.map((name) => newest(join(path, name))))
}

function run(program, args, env = process.env) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', env })
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed.\n${stdout ?? ''}${stderr ?? ''}${error ?? ''}`)
}

/** TRICKY: Vite bundles React's development build, half as large again, where NODE_ENV says `test`, as vitest does. */
function buildDashboard() {
  const args = ['node_modules/vite/bin/vite.js', 'build', 'apps/dashboard', '--logLevel', 'warn']
  run(process.execPath, args, { ...process.env, NODE_ENV: 'production' })
  compressFolder(join(ROOT, 'apps/dashboard/dist'))
}

/** The server sends what lies beside a file as `.br` and `.gz`. */
function compressFolder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(path)) continue
    const content = readFileSync(path)
    writeFileSync(`${path}.br`, brotliCompressSync(content))
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
}

/** Our packages are inside; npm packages stay outside, since some of them are native. */
async function bundle(room, { entryPoints, splitting = false }) {
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: entryPoints.map((name) => `${room}/src/${name}`),
    outdir: `${room}/dist`,
    bundle: true,
    splitting,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'silent',
    plugins: [{ name: 'npm-packages-outside', setup: (plugin) => keepOutside(plugin, room) }],
  })
}

/** The built file asks for npm packages from its own place, so the room declares them all, those of our packages too. */
function keepOutside(plugin, room) {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, room, 'package.json'), 'utf8'))
  plugin.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
    if (kind === 'entry-point' || path.startsWith('@lethe/')) return undefined
    const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/')
    if (isBuiltin(path) || name in dependencies) return { path, external: true }
    return { errors: [{ text: `${room}/package.json does not declare ${name}` }] }
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({ force: process.argv.includes('--force'), say: console.log })
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
