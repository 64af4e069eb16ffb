import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
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

/** Answers what is no HTTP, on the bare socket: no route, no headers, nothing of what was sent. */
export function sendBareProblem(error: Error & { code?: string }, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = toProblem(new AppError('invalid_request', 'The request could not be read.'), requestId)
  const status = STATUS_OF_CLIENT_ERROR[error.code ?? ''] ?? problem.status
  const body = JSON.stringify({ ...problem, status })
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\nconnection: close\r\n`
  socket.end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

const STATUS_OF_CLIENT_ERROR: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** The answer of an address that is none. */
export const nothingHere = (): AppError => new AppError('not_found', 'There is nothing at this address.')
