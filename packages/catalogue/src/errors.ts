/** Every error a caller can meet: HTTP status, exit code of the command line (sysexits), and what it means. */
export const ERROR_CODES = {
  invalid_request: { status: 400, exit: 64, title: 'The request is not valid' },
  unauthenticated: { status: 401, exit: 77, title: 'Sign in or send a token' },
  forbidden: { status: 403, exit: 77, title: 'Not allowed' },
  not_found: { status: 404, exit: 66, title: 'Not found' },
  conflict: { status: 409, exit: 73, title: 'Conflict with what exists' },
  payload_too_large: { status: 413, exit: 65, title: 'The body is too large' },
  unsupported_media_type: { status: 415, exit: 65, title: 'The content type is not supported' },
  query_too_costly: { status: 422, exit: 65, title: 'The query would cost too much' },
  rate_limited: { status: 429, exit: 75, title: 'Too many requests' },
  upstream_unavailable: { status: 502, exit: 75, title: 'The upstream server does not answer' },
  overloaded: { status: 503, exit: 75, title: 'Overloaded, try again later' },
  store_unavailable: { status: 503, exit: 69, title: 'The store does not answer' },
  timeout: { status: 504, exit: 75, title: 'It took too long' },
  config_invalid: { status: 500, exit: 78, title: 'The configuration is not valid' },
  internal: { status: 500, exit: 70, title: 'A fault of ours' },
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/** What may be said to a caller about where the fault is: `{path: 'filters.0.operator', expected: 'one of eq, ne'}`. */
export interface ErrorDetail {
  readonly path: string
  readonly expected: string
  readonly got?: string
}

/** The one error class. `message` and `details` reach the caller; `cause` never does. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]

  constructor(code: ErrorCode, message: string, extra: { details?: readonly ErrorDetail[]; cause?: unknown } = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause })
    this.name = 'AppError'
    this.code = code
    this.details = extra.details ?? []
  }
}
