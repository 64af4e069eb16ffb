import { AppError, ERROR_CODES } from '@lethe/catalogue'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { describeError } from './describe-error.ts'
import { PROBLEM_TYPE, toAppError, toProblem } from './problem.ts'

/** Lets every error of this instance leave as a problem; a 5xx is logged here, once, a 4xx at debug. */
export function answerWithProblems(app: FastifyInstance, told: { onRefusal?: (error: AppError) => void } = {}): void {
  const answer = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = toAppError(thrown)
    const { status } = ERROR_CODES[error.code]
    const entry = { request_id: request.id, route: request.routeOptions.url ?? '', code: error.code }
    if (status >= 500) request.log.error({ ...entry, error: describeError(error) }, 'request failed')
    else request.log.debug(entry, 'request refused')
    told.onRefusal?.(error)
    const seconds = error.code === 'rate_limited' || error.code === 'overloaded' ? 10 : null
    if (seconds !== null) reply.header('retry-after', String(seconds))
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(toProblem(error, request.id)))
  }
  app.setErrorHandler(answer)
}

/** The answer of an address that is none. */
export const nothingHere = (): AppError => new AppError('not_found', 'There is nothing at this address.')
