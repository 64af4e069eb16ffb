import { AppError, ERROR_CODES } from '@lethe/catalogue'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { describeError } from './describe-error.ts'
import { PROBLEM_TYPE, toAppError, toProblem } from './problem.ts'

/** Answers with a problem; a 5xx is logged here, once, a 4xx at debug. Fits `setErrorHandler` and `frameworkErrors`. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toAppError(thrown)
  const { status } = ERROR_CODES[error.code]
  const entry = { request_id: request.id, route: request.routeOptions?.url ?? '', code: error.code }
  if (status >= 500) request.log.error({ ...entry, error: describeError(error) }, 'request failed')
  else request.log.debug(entry, 'request refused')
  if (error.code === 'rate_limited' || error.code === 'overloaded') reply.header('retry-after', '10')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblem(error, request.id)))
}

/** The answer of an address that is none. */
export const nothingHere = (): AppError => new AppError('not_found', 'There is nothing at this address.')
