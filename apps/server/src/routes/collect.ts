import { AppError, ERROR_CODES, type ErrorCode, LIMITS, type Outcome } from '@lethe/catalogue'
import {
  type AbuseLog,
  type ClientIp,
  PROBLEM_TYPE,
  refuseCrossSite,
  sendProblem,
  toAppError,
  toProblem,
} from '@lethe/http'
import type { CollectRequest } from '@lethe/pipeline'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { noteOutcomes, noteRefusal } from '../abuse/note-abuse.ts'
import type { RequestLimits } from '../abuse/request-limits.ts'
import { readLoginCookie } from '../auth/cookie.ts'
import type { LoginSessions } from '../auth/login-sessions.ts'
import type { Collector } from '../collector.ts'
import type { RefusalCounter } from '../web/refusal-counter.ts'
import type { App } from '../web/zod-provider.ts'

export interface CollectParts {
  readonly collector: Collector
  readonly logins: LoginSessions
  readonly clientIp: ClientIp
  readonly refusals: RefusalCounter
  readonly requestLimits: RequestLimits
  readonly abuseLog: AbuseLog
  readonly publicUrl: string | null
}

const SWEEP_MS = 30_000
const PATH = '/api/rum/events'
const CORS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
}
const PREFLIGHT = {
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
}

/**
 * The public endpoint: 202 whatever filters made of the items, so that it tells nothing about keys and filters; 503 when
 * there is no room for them, so that the tracker keeps them and comes again.
 */
export function addCollect(app: App, parts: CollectParts): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['text/plain', 'application/json'],
    { parseAs: 'string', bodyLimit: LIMITS.body_bytes },
    (_request, body, done) => done(null, body),
  )
  forgetNetworks(app, parts)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(CORS)
    const { clientIp, requestLimits } = parts
    const isOneOfMany = () => clientIp.fault(request.raw) !== null
    const delay = requestLimits.delayOf(clientIp.address(request.raw), isOneOfMany)
    if (delay > 0) return sendTooMany(request, reply, { parts, delay })
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      throw new AppError('unsupported_media_type', 'Compressed bodies are not taken.')
    }
  })
  app.setErrorHandler((thrown, request, reply) => {
    refuse(toAppError(thrown).code, request, parts)
    return sendProblem(thrown, request, reply)
  })
  app.options(PATH, (_request, reply) => reply.headers(PREFLIGHT).code(204).send())
  app.post(PATH, { bodyLimit: LIMITS.body_bytes }, async (request, reply) => {
    if (typeof request.body !== 'string') throw new AppError('invalid_request', 'The beacon has no body.')
    const sender = senderOf(request, parts)
    if (isDebug(request)) {
      await assertSignedIn(request, parts)
      return reply.send(await parts.collector.preview(request.body, sender))
    }
    const result = await parts.collector.take(request.body, sender)
    if (result !== null) noteOutcomes(parts.abuseLog, result, sender.ip)
    if (result !== null && !result.outcomes.some(isFailed)) return reply.code(202).send()
    parts.refusals.count(NOT_TAKEN.code)
    return sendNotTaken(request, reply)
  })
}

/** These may come again with the same ids: the pipeline has forgotten them. */
const isFailed = (outcome: Outcome): boolean => outcome.startsWith('failed/')

const NOT_TAKEN = new AppError('overloaded', 'The beacon could not be kept. It may be sent again.')

const TOO_MANY = new AppError('rate_limited', 'Too many requests.')

/** Not thrown either: a flood must cost as little as can be. */
function sendTooMany(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, delay }: { parts: CollectParts; delay: number },
): FastifyReply {
  refuse(TOO_MANY.code, request, parts)
  return reply
    .code(ERROR_CODES[TOO_MANY.code].status)
    .header('retry-after', String(Math.ceil(delay / 1000)))
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblem(TOO_MANY, request.id)))
}

function refuse(code: ErrorCode, request: FastifyRequest, { refusals, abuseLog, clientIp }: CollectParts): void {
  refusals.count(code)
  noteRefusal(abuseLog, code, clientIp.address(request.raw))
}

/** Also when nobody comes for hours. */
function forgetNetworks(app: App, { abuseLog, requestLimits }: CollectParts): void {
  const sweep = () => {
    abuseLog.sweep()
    requestLimits.sweep()
  }
  const timer = setInterval(sweep, SWEEP_MS)
  app.addHook('onClose', async () => {
    clearInterval(timer)
    abuseLog.close()
    requestLimits.close()
  })
}

/** Not thrown, since thousands a second may come while the store is away: what is wrong there was logged there. */
const sendNotTaken = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .code(ERROR_CODES[NOT_TAKEN.code].status)
    .header('retry-after', '10')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblem(NOT_TAKEN, request.id)))

/** Whether a request is a beacon, by its target as sent. */
export const isCollect = (url: string | undefined): boolean => url?.split('?', 1)[0] === PATH

const isDebug = (request: FastifyRequest): boolean => (request.query as { debug?: string }).debug === '1'

/** A preview tells what filters do, so it is for accounts only. */
async function assertSignedIn(request: FastifyRequest, { logins, publicUrl }: CollectParts): Promise<void> {
  refuseCrossSite(request, publicUrl)
  const token = readLoginCookie(request)
  if (token === null || (await logins.find(token)) === null) {
    throw new AppError('unauthenticated', 'debug=1 is for signed-in accounts.')
  }
}

/** All that is known of a sender: it lives as long as the request. */
function senderOf(request: FastifyRequest, { clientIp, requestLimits }: CollectParts): CollectRequest {
  const ip = clientIp.address(request.raw)
  return {
    ip,
    user_agent: request.headers['user-agent'] ?? '',
    is_gpc: request.headers['sec-gpc'] === '1',
    is_dnt: request.headers.dnt === '1',
    is_prerendering: /\bprerender\b/.test(textOf(request.headers['sec-purpose'])),
    is_headless: /\bHeadless/.test(textOf(request.headers['sec-ch-ua'])),
    ...(request.headers.origin !== undefined && { origin: request.headers.origin }),
    is_rate_exempt: requestLimits.isExempt(ip),
  }
}

const textOf = (header: string | string[] | undefined): string => String(header ?? '')
