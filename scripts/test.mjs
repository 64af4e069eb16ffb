import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine } from './closing-line-reporter.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const MINUTE = 60_000
/**
 * Debian packages that tests need, and the programs they bring, any of which will do: browsers, what watches for outbound
 * connections, and what several nodes share.
 */
const PACKAGES = {
  chromium: ['chromium'],
  'firefox-esr': ['firefox-esr'],
  strace: ['strace'],
  'redis-server': ['valkey-server', 'redis-server'],
}

/** A check is a program that exits with 0; each counts as one test in the closing line. */
const CHECKS = [
  { name: 'build', command: ['scripts/build.mjs'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'lint and format', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  {
    name: 'import directions',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'packages', 'apps'],
    ],
  },
  { name: 'size budgets', command: ['scripts/budgets.mjs'] },
  { name: 'generated reference pages', command: ['scripts/gen.mjs', '--check'] },
]

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Installs the packages that are missing, when that is possible; says what it does, or what will be skipped and why. */
function ensurePackages() {
  const missing = Object.keys(PACKAGES).filter((name) => !PACKAGES[name].some(isOnPath))
  if (missing.length === 0) return
  const why =
    process.getuid?.() !== 0 ? 'not running as root' : !isOnPath('apt-get') ? 'apt-get is not here' : undefined
  if (why) {
    console.log(`Missing: ${missing.join(', ')} (${why}). Tests that need them are skipped, and counted as skipped.`)
    return
  }
  console.log(`Installing Debian packages for the tests: ${missing.join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: 5 * MINUTE })
  apt('update')
  for (const name of missing) {
    if (apt('install', '-y', '--no-install-recommends', name).status !== 0) {
      console.log(`${name} could not be installed. Tests that need it are skipped, and counted as skipped.`)
    }
  }
  // Tests start servers of their own; the one that Debian starts with the package is nobody's.
  if (missing.includes('redis-server') && isOnPath('systemctl'))
    spawnSync('systemctl', ['disable', '--now', 'redis-server'], { stdio: 'ignore', timeout: MINUTE })
}

/** True when the program ended well; the heading says how long it took. */
function run({ name, command, env = {}, timeout = 4 * MINUTE }) {
  console.log(`\n--- ${name}`)
  const startedAt = performance.now()
  const { status, error, signal } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    timeout,
  })
  const isOk = status === 0
  const cause = isOk ? 'ok' : `FAILED (${error?.code ?? signal ?? `exit code ${status}`})`
  console.log(`--- ${name}: ${cause}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return isOk
}

/** Runs Vitest; a run that ended badly without a failed test (a crash, a time-out) counts as one failure. */
function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-test-'))
  const file = join(folder, 'counts.json')
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...args]
  const isOk = run({ name: 'tests', command, env: { LETHE_TEST_COUNTS: file }, timeout: 13 * MINUTE })
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 }
  rmSync(folder, { recursive: true })
  if (!isOk && counts.failed === 0) counts.failed = 1
  return counts
}

ensurePackages()
const failedChecks = CHECKS.filter((check) => !run(check)).map(({ name }) => name)
const counts = runTests(process.argv.slice(2))
const total = {
  passed: counts.passed + CHECKS.length - failedChecks.length,
  failed: counts.failed + failedChecks.length,
  skipped: counts.skipped,
}
if (failedChecks.length > 0) console.log(`\nFailed checks: ${failedChecks.join(', ')}`)
console.log(`\n${closingLine(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0
