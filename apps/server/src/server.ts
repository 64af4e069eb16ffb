import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import type { About, Notice } from '@lethe/catalogue'
import { type ClientIp, type ClientIpSettings, nothingHere, sendBareProblem, sendProblem } from '@lethe/http'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { guard } from './auth/gate.ts'
import type { LoginSessions } from './auth/login-sessions.ts'
import { watchNotices } from './notices.ts'
import { addAbout } from './routes/about.ts'
import { type AbuseLogParts, addAbuseLog } from './routes/abuse-log.ts'
import { type AnnotationsParts, addAnnotations } from './routes/annotations.ts'
import { addCollect, type CollectParts, isCollect } from './routes/collect.ts'
import { addDeletions, type DeletionsParts } from './routes/deletions.ts'
import { addExports, type ExportsParts } from './routes/exports.ts'
import { addFilterDryRun, type FilterDryRunParts } from './routes/filter-dry-run.ts'
import { addHealth } from './routes/health.ts'
import { addMetrics, type MetricsParts } from './routes/metrics.ts'
import { addNotices } from './routes/notices.ts'
import { addOutcomes, type OutcomesParts } from './routes/outcomes.ts'
import { addPathTemplates, type PathTemplatesParts } from './routes/path-templates.ts'
import { addPrivacyPage } from './routes/privacy-page.ts'
import { addQuery, type QueryParts } from './routes/query.ts'
import { addQuota, type QuotaParts } from './routes/quota.ts'
import { addScript } from './routes/script.ts'
import { addScrubs, type ScrubsParts } from './routes/scrubs.ts'
import { addSession, type SessionParts } from './routes/session.ts'
import { addSites, type SitesParts } from './routes/sites.ts'
import { addSpool } from './routes/spool.ts'
import { addStorage, type StorageParts } from './routes/storage.ts'
import { addTrial } from './routes/trial.ts'
import { addValueLimits, type ValueLimitsParts } from './routes/value-limits.ts'
import { spoolStateOf } from './spool-state.ts'
import type { Doorway } from './takeover/doorway.ts'
import { type ConnectionLimits, connectionOptions, limitConnections } from './web/connection-limits.ts'
import { addDashboard } from './web/dashboard-files.ts'
import { collectOpenApi } from './web/openapi.ts'
import { type App, useZod } from './web/zod-provider.ts'

/** Largest body of an API request; beacons have a smaller limit of their own. */
const API_BODY_BYTES = 256 * 1024

/** Everything the server is made of; `instance.ts` puts it together, tests put parts of it together. */
export interface ServerParts
  extends SessionParts,
    SitesParts,
    QueryParts,
    FilterDryRunParts,
    OutcomesParts,
    ScrubsParts,
    AnnotationsParts,
    AbuseLogParts,
    QuotaParts,
    ValueLimitsParts,
    PathTemplatesParts,
    DeletionsParts,
    ExportsParts,
    StorageParts,
    MetricsParts,
    CollectParts {
  readonly logger: FastifyBaseLogger
  readonly logins: LoginSessions
  readonly clientIp: ClientIp
  readonly trustedProxies: ClientIpSettings['trusted_proxies']
  readonly connectionLimits: ConnectionLimits
  readonly publicUrl: string | null
  readonly about: About
  readonly pingSessions: () => Promise<void>
  readonly pingEvents: () => Promise<void>
  readonly storeWarnings: () => readonly string[]
  readonly newRequestId: () => string
  readonly doorway: Doorway
  /** Folder of the built dashboard; null serves none. */
  readonly dashboardDir: string | null
  /** Adds the demo site; null when it is off. */
  readonly addDemo: ((app: App) => Promise<void>) | null
  /** Checks every answer against its schema: for tests. */
  readonly checkAnswers: boolean
}

/** The HTTP server, ready to listen or to be asked in the process. */
export async function openServer(parts: ServerParts): Promise<App> {
  const bare = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: API_BODY_BYTES,
    genReqId: parts.newRequestId,
    requestIdHeader: false,
    trustProxy: false,
    forceCloseConnections: 'idle',
    ...connectionOptions(parts.connectionLimits),
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendProblem,
    clientErrorHandler: (error, socket) => sendBareProblem(error, socket as Socket, parts.newRequestId()),
  })
  limitConnections(bare, parts.connectionLimits, ({ url }) => isCollect(url) && parts.refusals.count('overloaded'))
  const app = useZod(bare, { checkAnswers: parts.checkAnswers })
  app.setErrorHandler(sendProblem)
  parts.doorway.watch(app)
  await app.register(cookie)
  const openApi = collectOpenApi(app, parts.about.version)
  const notices = watchNotices(app, parts)
  await app.register(async (collect) => addCollect(collect as unknown as App, parts))
  await app.register(async (api) => addApi(api as unknown as App, parts, { openApi, notices }))
  addScript(app, parts.script)
  addPrivacyPage(app, parts)
  addHealth(app, {
    pingSessions: parts.pingSessions,
    pingEvents: parts.pingEvents,
    spoolState: () => spoolStateOf(parts.spool, parts.now()),
    warnings: () => notices().map(({ text }) => text),
    now: parts.now,
  })
  addMetrics(app, parts)
  if (parts.addDemo !== null) await parts.addDemo(app)
  if (parts.dashboardDir !== null) await addDashboard(app, parts.dashboardDir)
  else app.setNotFoundHandler(() => Promise.reject(nothingHere()))
  await app.ready()
  return app
}

function addApi(api: App, parts: ServerParts, made: { openApi: () => unknown; notices: () => Notice[] }): void {
  guard(api, { logins: parts.logins, publicUrl: parts.publicUrl })
  addSession(api, parts)
  addSites(api, parts)
  addQuery(api, parts)
  addFilterDryRun(api, parts)
  addOutcomes(api, parts)
  addAbuseLog(api, parts)
  addQuota(api, parts)
  addValueLimits(api, parts)
  addScrubs(api, parts)
  addTrial(api, parts)
  addPathTemplates(api, parts)
  addExports(api, parts)
  addDeletions(api, parts)
  addStorage(api, parts)
  addAnnotations(api, parts)
  addSpool(api, parts)
  addNotices(api, made.notices)
  addAbout(api, { facts: parts.about, openApi: made.openApi })
}
