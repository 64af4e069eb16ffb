import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { lightSize } from '../packages/tracker/light-size.mjs'
import { build } from './build.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const BUDGET = { light_brotli_bytes: 1_200, dashboard_brotli_bytes: 150_000, idle_rss_mib: 400 }

const weigh = (text) => ({
  raw: text.length,
  gzip: gzipSync(text, { level: 9 }).length,
  brotli: brotliCompressSync(text).length,
})
const print = (label, { raw, gzip, brotli }) =>
  console.log(`${label.padEnd(44)} ${[raw, gzip, brotli].map((bytes) => String(bytes).padStart(9)).join(' ')}`)

/** Every script that the tracker serves. */
function trackerEntries() {
  const folder = join(ROOT, 'packages/tracker/dist')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name: `tracker/${name}`, ...weigh(readFileSync(join(folder, name))) }))
}

/** The scripts that index.html names, and what they import statically, in turn. */
function initialScripts() {
  const folder = join(ROOT, 'apps/dashboard/dist')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => onDisk(folder, path))
  const found = new Set()
  for (const file of named) follow(file, found)
  return [...found]
}

/** The dashboard may be served under a path: its files are found by the end of their address. */
function onDisk(folder, path) {
  const parts = path.split('/').filter((part) => part !== '')
  const tail = parts.map((_, index) => join(folder, ...parts.slice(index))).find((file) => existsSync(file))
  if (tail === undefined) throw new Error(`index.html names ${path}, which is not in ${folder}`)
  return tail
}

function follow(file, found) {
  if (found.has(file)) return
  found.add(file)
  // `import(...)` is left out: such code is fetched when it is needed.
  const text = readFileSync(file, 'utf8')
  for (const [, path] of text.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
    follow(join(dirname(file), path), found)
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const { port } = server.address()
  await new Promise((closed) => server.close(closed))
  return port
}

const processorTicks = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return Number(fields[11]) + Number(fields[12])
}
const residentMib = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function untilHealthy(server, port) {
  for (let left = 300; left > 0; left--) {
    if (server.exitCode !== null) throw new Error(`the server ended with exit code ${server.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.ok) return
    await wait(100)
  }
  throw new Error('the server did not become healthy within 30 s')
}

/** Idle: under 3 % of a core over three seconds in a row; given up after 40 s, since the figure then still says something. */
async function untilIdle(pid) {
  for (let calm = 0, left = 40; calm < 3 && left > 0; left--) {
    const before = processorTicks(pid)
    await wait(1_000)
    calm = processorTicks(pid) - before <= 3 ? calm + 1 : 0
  }
}

/** Resident memory of a freshly started server in an empty data folder, in MiB. */
async function idleRss() {
  const folder = mkdtempSync(join(tmpdir(), 'lethe-size-'))
  const port = await freePort()
  const server = spawn(process.execPath, ['apps/server/dist/main.js'], {
    cwd: ROOT,
    env: { ...process.env, UV_THREADPOOL_SIZE: '8', LETHE_PORT: String(port), LETHE_DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await untilHealthy(server, port)
    await untilIdle(server.pid)
    return residentMib(server.pid)
  } finally {
    const ended = new Promise((done) => server.once('exit', done))
    if (server.exitCode === null && server.kill('SIGTERM')) await Promise.race([ended, wait(10_000)])
    if (server.exitCode === null) server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure() {
  await build({ say: console.log })
  console.log(`${'bytes'.padEnd(44)} ${['raw', 'gzip', 'brotli'].map((head) => head.padStart(9)).join(' ')}`)
  for (const { name, ...bytes } of trackerEntries()) print(name, bytes)
  const light = await lightSize()
  print('of tracker/script.js, depersonalisation', light)
  const scripts = initialScripts().map((file) => weigh(readFileSync(file)))
  const sum = (key) => scripts.reduce((total, bytes) => total + bytes[key], 0)
  const initial = { raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') }
  print(`dashboard, initial script (${scripts.length} files)`, initial)
  const over = []
  if (light.brotli > BUDGET.light_brotli_bytes)
    over.push(`depersonalisation in the tracker over ${BUDGET.light_brotli_bytes} bytes`)
  if (initial.brotli > BUDGET.dashboard_brotli_bytes)
    over.push(`initial script over ${BUDGET.dashboard_brotli_bytes} bytes`)
  if (existsSync('/proc/self/stat')) {
    const rss = await idleRss()
    console.log(`server, idle after start: ${rss.toFixed(0)} MiB resident`)
    if (rss > BUDGET.idle_rss_mib) over.push(`idle memory over ${BUDGET.idle_rss_mib} MiB`)
  } else {
    console.log('server, idle after start: not measured, this system has no /proc')
  }
  for (const line of over) console.error(`Over budget: ${line}`)
  return over.length > 0 ? 1 : 0
}

process.exitCode = await measure()
