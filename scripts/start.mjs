import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { stop as stopBuilder } from 'esbuild'
import { build } from './build.mjs'
import { keepServer } from './keep-server.mjs'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const LAST_LINES = 10

try {
  await build({ say: console.log })
  // Else its process stays for as long as this one.
  await stopBuilder()
} catch (error) {
  console.error(error.message)
  process.exit(70)
}

// The engine's statements hold threads of libuv's pool, whose size is fixed at its first use: hence a process of its own.
const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '8' }
const main = resolve(ROOT, 'apps/server/dist/main.js')
// Beacons leave short-lived objects: with room for the young ones, ingest is a quarter faster (npm start -- --seed 30d).
const nodeOptions = ['--enable-source-maps', '--max-semi-space-size=64']

/** The channel tells the server when this process dies without a word. */
const start = (args) =>
  spawn(process.execPath, [...nodeOptions, main, ...args, ...process.argv.slice(2)], {
    cwd: ROOT,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })

/** The end of what a builder complains of, without its colours and its stack: the place of the mistake stands before that. */
function lastWords(complaints) {
  const [text] = stripVTControlCharacters(complaints).split(/\n\s+at /)
  return text.trim().split('\n').slice(-LAST_LINES).join('\n')
}

/** In a process of its own: what builds may itself have changed since this one began. */
const rebuild = () =>
  new Promise((done) => {
    const builder = spawn(process.execPath, [resolve(ROOT, 'scripts/build.mjs')], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    let complaints = ''
    builder.stderr.on('data', (chunk) => {
      complaints += chunk
    })
    builder.on('error', (error) => done(error.message))
    builder.on('close', (code) => done(code === 0 ? null : lastWords(complaints)))
  })

// While it opens and seeds, a signal ends the server at once; told as shells tell it (Ctrl-C is 130).
const exit = (code, signal) => {
  // Of these a terminal or a supervisor knows; of any other nobody would.
  const isAsked = [null, 'SIGINT', 'SIGTERM', 'SIGHUP'].includes(signal)
  if (!isAsked) console.error(`The server was ended by ${signal}. Start it again; open sessions will split.`)
  process.exit(code ?? 128 + constants.signals[signal])
}
const servers = keepServer({ start, rebuild, exit })
// A terminal sends its Ctrl-C to all; a server takes the second one for the first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => servers.end(signal))
