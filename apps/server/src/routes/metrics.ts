import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError, OPERATIONAL_METRICS, type OperationalMetric, type OperationalMetricName } from '@lethe/catalogue'
import type { FastifyRequest } from 'fastify'
import type { IngestFigures } from '../ingest-figures.ts'
import { openProcessFigures } from '../process-figures.ts'
import { spoolStateOf } from '../spool-state.ts'
import { isLoopbackHost } from '../web/origin.ts'
import type { RefusalCounter } from '../web/refusal-counter.ts'
import type { App } from '../web/zod-provider.ts'
import type { SpoolParts } from './spool.ts'

export interface MetricsParts extends SpoolParts {
  readonly figures: Pick<IngestFigures, 'read'>
  readonly refusals: RefusalCounter
  /** Null when they are kept elsewhere. */
  readonly sessionCount: () => number | null
  readonly metricsToken: string | null
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** `GET /metrics`, in the text format of Prometheus 0.0.4. */
export function addMetrics(app: App, parts: MetricsParts): void {
  const processFigures = openProcessFigures()
  app.addHook('onClose', async () => processFigures.close())
  app.get('/metrics', (request, reply) => {
    assertMayScrape(request, parts.metricsToken)
    const samples: Readonly<Record<OperationalMetricName, readonly Sample[]>> = {
      ...ingestSamples(parts),
      ...spoolSamples(parts),
      ...processFigures.read(),
    }
    const text = Object.entries(samples).map(([name, some]) => familyText(name as OperationalMetricName, some))
    return reply.header('cache-control', 'no-store').type('text/plain; version=0.0.4').send(text.join(''))
  })
}

function ingestSamples({ figures, refusals, sessionCount }: MetricsParts) {
  const { outcomes, commits, commit_seconds, rows_written, write_failures } = figures.read()
  const sessions = sessionCount()
  return {
    lethe_items_total: [...outcomes].map(([name, value]) => {
      const [outcome = '', reason = ''] = name.split('/')
      return { labels: { outcome, reason }, value }
    }),
    lethe_requests_refused_total: refusals.list().map(({ code, count }) => ({ labels: { code }, value: count })),
    lethe_commits_total: [{ value: commits }],
    lethe_commit_seconds_total: [{ value: commit_seconds }],
    lethe_rows_written_total: [{ value: rows_written }],
    lethe_write_failures_total: [{ value: write_failures }],
    lethe_sessions_live: sessions === null ? [] : [{ value: sessions }],
  }
}

function spoolSamples({ spool, now }: SpoolParts) {
  const state = spoolStateOf(spool, now())
  return {
    lethe_spool_rows: [{ value: state.row_count }],
    lethe_spool_bytes: [{ value: state.bytes }],
    lethe_spool_max_bytes: [{ value: state.max_bytes }],
    lethe_spool_open: [{ value: Number(state.is_open) }],
    lethe_spool_oldest_age_seconds: [{ value: (state.oldest_age_ms ?? 0) / 1_000 }],
    lethe_spool_refused_batches: [{ value: state.refused.length }],
  }
}

function familyText(name: OperationalMetricName, samples: readonly Sample[]): string {
  const { type, help }: OperationalMetric = OPERATIONAL_METRICS[name]
  const lines = samples.map(({ labels = {}, value }) => {
    const written = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
    return `${name}${written.length > 0 ? `{${written.join(',')}}` : ''} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

/** What proxies add, each its own. One that adds nothing may still pass on the public name as `Host`. */
const FORWARDING = /^(?:forwarded|via|x-real-ip|x-forwarded-.+|(?:x|cf|true|fastly|fly)-(?:client|connecting)-ip)$/

/** Figures tell how much traffic a server has: not for everybody. */
function assertMayScrape({ headers, raw }: FastifyRequest, token: string | null): void {
  if (token !== null) {
    if (sameText(headers.authorization ?? '', `Bearer ${token}`)) return
    throw new AppError('unauthenticated', '/metrics wants the bearer token of LETHE_METRICS_TOKEN.')
  }
  const isForwarded = Object.keys(headers).some((name) => FORWARDING.test(name)) || !isLoopbackHost(headers.host ?? '')
  if (isForwarded || !isLoopback(raw.socket.remoteAddress ?? '')) {
    throw new AppError('forbidden', '/metrics answers on this machine only, unless LETHE_METRICS_TOKEN is set.')
  }
}

/** An IPv4 peer of a socket that listens on IPv6 too comes mapped. */
const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address)

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
