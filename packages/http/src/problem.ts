import { AppError, ERROR_CODES, type ErrorCode, type ErrorDetail } from '@lethe/catalogue'

/** A body of `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly detail: string
  readonly details: readonly ErrorDetail[]
  readonly request_id: string
}

/** Media type of every error answer. */
export const PROBLEM_TYPE = 'application/problem+json'

/** Any thrown thing as an `AppError`: ours as it is, the framework's by status, everything else `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (isBrokenOff(thrown)) return new AppError('invalid_request', 'The request broke off.', { cause: thrown })
  const status = frameworkStatus(thrown)
  const known = status === null ? undefined : FRAMEWORK_ERRORS[status]
  if (known === undefined) return new AppError('internal', 'Something went wrong on our side.', { cause: thrown })
  return new AppError(known.code, known.message, { cause: thrown })
}

/** What a caller is told. Nothing of a foreign error's text is in it. */
export function toProblem(error: AppError, requestId: string): Problem {
  const { status, title } = ERROR_CODES[error.code]
  return {
    type: `urn:lethe:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    details: error.details,
    request_id: requestId,
  }
}

/** Fastify's own refusals, whose texts may repeat what was sent. */
const FRAMEWORK_ERRORS: Readonly<Record<number, { code: ErrorCode; message: string }>> = {
  400: { code: 'invalid_request', message: 'The request could not be read.' },
  404: { code: 'not_found', message: 'There is nothing at this address.' },
  408: { code: 'timeout', message: 'The request took too long to arrive.' },
  413: { code: 'payload_too_large', message: 'The body is larger than allowed.' },
  414: { code: 'invalid_request', message: 'The address is too long.' },
  415: { code: 'unsupported_media_type', message: 'The content type is not supported here.' },
  429: { code: 'rate_limited', message: 'Too many requests.' },
  503: { code: 'overloaded', message: 'The server is stopping or overloaded.' },
}

/** Node's own error of a body whose sender went away: everyday on phones, and no fault of ours. */
const isBrokenOff = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message === 'aborted' && 'code' in thrown && thrown.code === 'ECONNRESET'

/** Only errors that carry a code of Fastify's, or that its body reader tagged with a status. */
function frameworkStatus(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || typeof thrown.statusCode !== 'number') return null
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  return code.startsWith('FST_') || thrown instanceof SyntaxError ? thrown.statusCode : null
}
